// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Questions to ask a suspect: the same number for each occasion, the same in every run, and chosen without a key, so that
 * nobody can be said to have picked those that suit.
 */
public final class Probes {
    /** Most questions for one occasion. */
    public static final int MOST = 30;

    private static final List<List<String>> TOPICS = List.of(
            List.of(
                    "climate change",
                    "insurance",
                    "coffee",
                    "opera",
                    "rice",
                    "foreign trade",
                    "marriage",
                    "malaria",
                    "origami",
                    "tea"),
            List.of(
                    "public speaking",
                    "cloud computing",
                    "bread",
                    "travel",
                    "wood",
                    "steel",
                    "email",
                    "football",
                    "gold",
                    "recycling"),
            List.of(
                    "inflation",
                    "gravity",
                    "renewable energy",
                    "the solar system",
                    "democracy",
                    "sleep",
                    "paper",
                    "the ozone layer",
                    "the moon",
                    "copper"),
            List.of(
                    "photosynthesis",
                    "the stock market",
                    "volcanoes",
                    "time management",
                    "electric cars",
                    "chess",
                    "the internet",
                    "vaccines",
                    "jazz",
                    "glass"));

    private static final Map<Occasion.Opening, List<String>> QUESTIONS = new EnumMap<>(Map.of(
            Occasion.Opening.HOW,
                    List.of(
                            "How would you introduce a beginner to %s?",
                            "How much should a student know about %s?", "How did people come to know about %s?"),
            Occasion.Opening.WHAT,
                    List.of(
                            "What should everyone know about %s?",
                            "What are common misunderstandings about %s?", "What is interesting about %s?"),
            Occasion.Opening.WHY,
                    List.of(
                            "Why do people write books about %s?",
                            "Why should children learn about %s?", "Why is there so much talk about %s?"),
            Occasion.Opening.ASK,
                    List.of(
                            "Can you tell me something about %s?",
                            "Is it worth reading up on %s?", "Should schools teach more about %s?"),
            Occasion.Opening.EXPLAIN,
                    List.of(
                            "Explain to a teenager the basics of %s.",
                            "Describe what an expert would say about %s.", "Discuss what speaks for and against %s."),
            Occasion.Opening.WRITE,
                    List.of(
                            "Write a short paragraph about %s.",
                            "Draft the opening of an essay on %s.", "Compose a short speech about %s."),
            Occasion.Opening.SOLVE,
                    List.of(
                            "List the most important facts about %s.",
                            "Give three tips to someone curious about %s.", "Suggest a lesson plan on %s."),
            Occasion.Opening.OTHER,
                    List.of(
                            "I would like to learn about %s.",
                            "My friend keeps talking about %s.", "Yesterday I read an article about %s.")));

    private Probes() {}

    /**
     * The questions, so mixed that a run that is cut off has asked about all occasions alike.
     *
     * @param each questions for each occasion, 1 to {@link #MOST}
     */
    public static List<String> of(int each) {
        if (each < 1 || each > MOST) {
            throw new IllegalArgumentException("each is " + each + ", must be 1 to " + MOST);
        }
        List<String> probes = new ArrayList<>();
        for (int round = 0; round < each; round++) {
            for (Occasion.Opening opening : Occasion.Opening.values()) {
                for (List<String> topics : TOPICS) {
                    List<String> questions = QUESTIONS.getOrDefault(opening, List.of());
                    // Walks through both lists at once, and meets each pair once: 3 and 10 share no divisor.
                    probes.add(
                            questions.get(round % questions.size()).replace("%s", topics.get(round % topics.size())));
                }
            }
        }
        return List.copyOf(probes);
    }

    /** SHA-256 in hex over questions in their order: put on record before asking, it shows that they were not changed. */
    public static String digest(List<String> questions) {
        return Assignment.sha256(String.join("\n", questions));
    }
}
