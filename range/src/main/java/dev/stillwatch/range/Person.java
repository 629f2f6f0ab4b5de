// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Somebody with interests of their own and a way of writing: what a person asks, with follow-up turns. */
final class Person implements Author {
    private static final double FOLLOW_UPS = 0.55;
    private static final int LONGEST_CONVERSATION = 6;

    private final Interests interests;
    private final Voice voice;
    private final boolean programmatic;

    Person(Interests interests, Voice voice, boolean programmatic) {
        this.interests = interests;
        this.voice = voice;
        this.programmatic = programmatic;
    }

    /** A person drawn from the general population by a seed. */
    static Person of(long seed, PromptSource source) {
        SplittableRandom random = Seeds.random(seed, 11);
        return new Person(Interests.everyday(random), Voice.of(seed, random, source), random.nextInt(10) == 0);
    }

    /** A person of a new group: mostly its sub-interests, a little of everything else. */
    static Person ofWave(long seed, List<Topic> wave) {
        SplittableRandom random = Seeds.random(seed, 12);
        return new Person(Interests.within(wave, random), Voice.of(seed, random, PromptSource.BUILT_IN), false);
    }

    @Override
    public double followUps() {
        return FOLLOW_UPS;
    }

    @Override
    public Ask ask(Moment moment) {
        long seed = moment.conversationSeed();
        Topic topic = interests.draw(Seeds.random(seed, 1));
        int turn = Math.min(moment.turn(), LONGEST_CONVERSATION - 1);
        List<Message> messages = new ArrayList<>(2 * turn + 1);
        for (int i = 0; i <= turn; i++) {
            String text = i == 0 ? voice.opening(topic, seed) : voice.followUp(topic, seed, i);
            messages.add(new Message(Message.Role.USER, text));
            if (i < turn) {
                messages.add(new Message(Message.Role.ASSISTANT, Replies.to(text, Seeds.of(seed, 7, i))));
            }
        }
        Parameters parameters = programmatic
                ? Settings.with(OptionalDouble.of(0.7), 1, true, false, "")
                : Settings.with(OptionalDouble.empty(), 1, true, false, "");
        return new Ask(new Request(messages, parameters, List.of()), 320);
    }
}
