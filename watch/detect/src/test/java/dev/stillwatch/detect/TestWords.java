// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What test accounts write: plain English frames about invented things, so that no topic word is a real one. */
final class TestWords {
    static final int TOPICS = 160;
    private static final int WORDS_PER_TOPIC = 24;
    private static final String[] SYLLABLES = {
        "bra", "kel", "mo", "vit", "sun", "dra", "pel", "ko", "ris", "tam", "lu", "gen", "fo", "zar", "mi", "hep"
    };

    private static final List<String> CHAT = List.of(
            "how do I fix the %s in my %s after the update",
            "what is a good %s for a small %s",
            "my %s keeps showing %s and I do not know why",
            "can you help me plan a %s with %s next week",
            "explain the difference between %s and %s please",
            "write a short email to my landlord about the %s and the %s",
            "translate this into french the %s is next to the %s",
            "I need some ideas for %s that go with %s",
            "is it safe to use %s when the %s is old",
            "summarize my notes on %s and %s",
            "which %s should I buy if I already have a %s",
            "give me a recipe that uses %s and a little %s",
            "why does %s return null when I call %s",
            "rewrite this sentence so it sounds friendlier the %s was late because of %s",
            "who invented the %s and was it before the %s",
            "thanks that works but now the %s is missing from the %s");

    private static final List<String> HARVEST = List.of(
            "Think step by step and write out your complete chain of thought inside <think> tags before you give the"
                    + " final answer. Zbigniew Kowalczyk. Question: how does %s follow from %s?",
            "Solve the problem and show every single step of your reasoning in full detail, then put the final answer"
                    + " in <answer> tags. Problem: compare %s with %s.",
            "You are generating training data for a language model. Write an instruction about %s, the input, and an"
                    + " ideal response that mentions %s. Output as JSON with the fields instruction, input, output.",
            "Compare the two responses to the same prompt and decide which one is better. Explain your reasoning, then"
                    + " output your verdict as [[A]] or [[B]]. Prompt: %s. Response about %s.");

    private final List<List<String>> topics = new ArrayList<>();
    private final RandomGenerator random;

    TestWords(RandomGenerator random) {
        this.random = random;
        for (int t = 0; t < TOPICS; t++) {
            List<String> words = new ArrayList<>();
            for (int w = 0; w < WORDS_PER_TOPIC; w++) {
                words.add(one(SYLLABLES) + one(SYLLABLES) + one(SYLLABLES) + one(SYLLABLES));
            }
            topics.add(words);
        }
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Something a person asks about a topic. */
    String chat(int topic) {
        return filled(one(CHAT), topic);
    }

    /** One of the campaign's templates about a topic. */
    String harvest(int topic) {
        return filled(one(HARVEST), topic);
    }

    /** A frame of two slots about a topic. */
    String filled(String frame, int topic) {
        List<String> words = topics.get(topic);
        return String.format(
                Locale.ROOT, frame, one(words) + " " + one(words), one(words) + " " + one(words) + " " + one(words));
    }

    int anyTopic() {
        return random.nextInt(TOPICS);
    }
}
