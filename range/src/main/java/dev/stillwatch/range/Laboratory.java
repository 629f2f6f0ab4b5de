// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * An evaluation laboratory: the same benchmark items in the same wrapper, run after run, at temperature 0.
 *
 * @param items what is asked, in order
 * @param offset where this account starts, so that a laboratory's accounts share out a run
 * @param repeats how many answers in a row are sampled for an item, 1 or more
 */
record Laboratory(List<String> items, int offset, int repeats) implements Author {
    private static final TextResource FILE = TextResource.load("jobs.txt");
    private static final List<String> WRAPPERS = FILE.lines("benchmark-prompts");
    private static final List<String> PATTERNS = FILE.lines("benchmark-items");
    /** How many public benchmarks there are. */
    static final int BENCHMARKS = 12;

    static final Parameters PARAMETERS = Settings.limited(
            Settings.with(OptionalDouble.of(0), 1, false, false, ""), OptionalInt.of(1024), OptionalLong.of(1234));

    /** The items of one laboratory: a public benchmark is one of twelve, so laboratories share items. */
    static List<String> benchmark(SplittableRandom laboratory) {
        int benchmark = laboratory.nextInt(BENCHMARKS);
        String wrapper = wrapper(laboratory);
        return items(benchmark).stream()
                .map(item -> wrapper.replace("{item}", item))
                .toList();
    }

    /** The items of a public benchmark, without a wrapper. */
    static List<String> items(int benchmark) {
        SplittableRandom random = Seeds.random(61, benchmark);
        int count = 150 + random.nextInt(700);
        List<String> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item(random));
        }
        return List.copyOf(items);
    }

    /** An item as benchmarks have them. */
    static String item(SplittableRandom random) {
        Topic topic = Slots.pick(Topic.everyday(), random);
        return Slots.fill(Slots.pick(PATTERNS, random), slot -> slot(slot, topic, random));
    }

    /** What a laboratory puts around items, with the place {@code {item}}. */
    static String wrapper(SplittableRandom random) {
        return Slots.pick(WRAPPERS, random);
    }

    private static String slot(String slot, Topic topic, SplittableRandom random) {
        return switch (slot) {
            case "w", "w2", "w3", "w4" -> Slots.pick(topic.things(), random);
            case "n", "m", "k" -> Integer.toString(2 + random.nextInt(98));
            case "h" -> Integer.toString(200 + random.nextInt(600));
            default -> Phrasebook.word(slot, topic, random);
        };
    }

    @Override
    public Ask ask(Moment moment) {
        String item = items.get((offset + moment.conversation() / repeats) % items.size());
        return new Ask(new Request(List.of(new Message(Message.Role.USER, item)), PARAMETERS, List.of()), 180);
    }
}
