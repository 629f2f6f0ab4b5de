// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A user of an agent program: its long system prompt and tools around the user's own tasks, and tool results between.
 *
 * @param system prompt shared by all users of the program
 * @param tools names shared by all users of the program
 * @param interests the user's own
 */
record AgentProgram(String system, List<String> tools, Interests interests) implements Author {
    private static final TextResource FILE = TextResource.load("jobs.txt");
    private static final List<String> SYSTEMS = FILE.lines("agent-systems");
    private static final List<String> TOOLS = FILE.entries("agent-tools");
    private static final List<String> OPENERS = FILE.lines("agent-openers");
    private static final Parameters PARAMETERS = Settings.with(OptionalDouble.of(0.2), 1, true, false, "");

    /** How many programs there are. */
    static int programs() {
        return SYSTEMS.size();
    }

    /** A user of the program with this number. */
    static AgentProgram of(int program, SplittableRandom random) {
        return new AgentProgram(
                SYSTEMS.get(program).replace("{bot}", "Runner-" + (char) ('A' + program)),
                List.of(TOOLS.get(program).split(", ")),
                Interests.everyday(random));
    }

    @Override
    public double followUps() {
        return 0.8;
    }

    @Override
    public Ask ask(Moment moment) {
        long seed = moment.conversationSeed();
        Topic topic = interests.draw(Seeds.random(seed, 1));
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(Message.Role.SYSTEM, system));
        SplittableRandom random = Seeds.random(seed, 41);
        String task = Phrasebook.fill(Slots.pick(OPENERS, random), topic, random);
        messages.add(new Message(Message.Role.USER, task));
        int turns = Math.min(moment.turn(), 5);
        for (int i = 0; i < turns; i++) {
            messages.add(new Message(Message.Role.ASSISTANT, "I will use " + Slots.pick(tools, random) + " next."));
            messages.add(new Message(Message.Role.TOOL, Phrasebook.passage(topic, random)));
        }
        return new Ask(new Request(messages, PARAMETERS, tools), 140);
    }
}
