// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The shipped sentence patterns people write in, and the words that fill their slots. */
final class Phrasebook {
    private static final TextResource FILE = TextResource.load("patterns.txt");

    static final List<String> PLAIN = FILE.lines("plain");
    static final List<String> SCHOLARLY = FILE.lines("scholarly");
    static final List<String> FOLLOW_UPS = FILE.lines("follow-ups");
    static final List<String> PREAMBLES = FILE.lines("preambles");
    static final List<String> ASIDES = FILE.lines("asides");
    static final List<String> PASTED = FILE.lines("pasted");
    static final List<String> SENTENCES = FILE.lines("sentences");
    static final List<String> ROLES = FILE.entries("roles");
    static final List<String> WHO = FILE.entries("who");
    static final List<String> PLACES = FILE.entries("places");
    static final List<String> NAMES = FILE.entries("names");
    static final List<String> WEEKDAYS = FILE.entries("weekdays");
    static final List<String> LANGUAGES = FILE.entries("languages");
    static final List<String> MONEY = FILE.entries("money");
    static final List<String> CODE = FILE.lines("code");
    static final List<String> CODE_QUESTIONS = FILE.lines("code-questions");
    static final List<String> PROGRAMMING_LANGUAGES = FILE.entries("proglangs");
    static final List<String> IDENTIFIERS = FILE.entries("identifiers");
    static final Map<String, List<String>> FOREIGN = FILE.keyed("foreign");
    static final Map<String, List<String>> FOREIGN_WORDS = FILE.keyed("foreign-words");

    private Phrasebook() {}

    /** A pattern with its slots filled for a topic. */
    static String fill(String pattern, Topic topic, SplittableRandom random) {
        return Slots.fill(pattern, slot -> word(slot, topic, random));
    }

    /** A word for a slot; slots that an academic subject cannot fill are filled from an everyday topic. */
    static String word(String slot, Topic topic, SplittableRandom random) {
        return switch (slot) {
            case "thing", "thing2" -> Slots.pick(topic.things(), random);
            case "a thing", "a thing2" -> article(Slots.pick(topic.things(), random));
            case "goal" -> Slots.pick(lively(topic, random).goals(), random);
            case "problem" -> Slots.pick(lively(topic, random).problems(), random);
            case "Problem" -> Slots.capitalised(Slots.pick(lively(topic, random).problems(), random));
            case "who" -> Slots.pick(WHO, random);
            case "role" -> Slots.pick(ROLES, random);
            case "place" -> Slots.pick(PLACES, random);
            case "name", "name2" -> Slots.pick(NAMES, random);
            case "weekday" -> Slots.pick(WEEKDAYS, random);
            case "language" -> Slots.pick(LANGUAGES, random);
            case "money" -> Slots.pick(MONEY, random);
            case "proglang" -> Slots.pick(PROGRAMMING_LANGUAGES, random);
            case "n" -> Integer.toString(2 + random.nextInt(9));
            case "age" -> Integer.toString(16 + random.nextInt(60));
            case "hundred" -> Integer.toString(50 * (1 + random.nextInt(8)));
            case "v", "f", "g" -> identifier(random);
            case "text" -> passage(topic, random);
            case "code" -> fill(Slots.pick(CODE, random), topic, random);
            default -> throw new IllegalStateException("pattern has unknown slot " + slot);
        };
    }

    /** A few sentences somebody else wrote. */
    static String passage(Topic topic, SplittableRandom random) {
        int sentences = 2 + random.nextInt(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            text.append(i == 0 ? "" : " ").append(fill(Slots.pick(SENTENCES, random), topic, random));
        }
        return text.toString();
    }

    private static Topic lively(Topic topic, SplittableRandom random) {
        return topic.scholarly() ? Slots.pick(Topic.everyday(), random) : topic;
    }

    private static String identifier(SplittableRandom random) {
        String first = Slots.pick(IDENTIFIERS, random);
        return random.nextBoolean() ? first : first + "_" + Slots.pick(IDENTIFIERS, random);
    }

    private static String article(String noun) {
        if (noun.endsWith("s") || Character.isUpperCase(noun.charAt(0))) {
            return noun;
        }
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}
