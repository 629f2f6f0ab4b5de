// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import java.util.List;
import java.util.SplittableRandom;

/** What unrelated people paste at the same time: class assignments and fashionable prompts. */
final class Occasions {
    private static final TextResource FILE = TextResource.load("jobs.txt");
    private static final List<String> ASSIGNMENTS = FILE.lines("assignments");
    private static final List<String> ASKS = FILE.lines("assignment-asks");
    private static final List<String> VIRAL = FILE.lines("viral");

    private Occasions() {}

    /** A member of class {@code group} asking about the assignment. */
    static Author assignment(long group) {
        SplittableRandom set = new SplittableRandom(group);
        Topic subject = Slots.pick(Topic.subjects(set.nextBoolean() ? Split.TUNING : Split.SCORING), set);
        String topic = Slots.pick(subject.things(), set);
        String assignment = Slots.fill(
                Slots.pick(ASSIGNMENTS, set),
                slot -> slot.equals("topic") ? topic : Phrasebook.word(slot, subject, set));
        return moment -> {
            SplittableRandom random = Seeds.random(moment.conversationSeed(), 51);
            return single(
                    Slots.fill(
                            Slots.pick(ASKS, random),
                            slot -> slot.equals("assignment")
                                    ? assignment
                                    : Phrasebook.fill(Slots.pick(Phrasebook.SENTENCES, random), subject, random)),
                    400);
        };
    }

    /** Somebody pasting viral prompt {@code number} with a slot of their own. */
    static Author viral(int number, Interests interests) {
        String template = VIRAL.get(number % VIRAL.size());
        return moment -> {
            SplittableRandom random = Seeds.random(moment.conversationSeed(), 52);
            String slot = Slots.pick(interests.draw(random).things(), random);
            return single(template.replace("{slot}", slot), 500);
        };
    }

    /** How many viral prompts there are. */
    static int viralPrompts() {
        return VIRAL.size();
    }

    private static Author.Ask single(String text, int tokens) {
        return new Author.Ask(
                new Request(List.of(new Message(Message.Role.USER, text)), Parameters.DEFAULTS, List.of()), tokens);
    }
}
