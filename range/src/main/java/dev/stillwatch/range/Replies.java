// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.List;
import java.util.SplittableRandom;

/** Short stand-ins for a model's answers, made of the question's own words. Thread-safe. */
public final class Replies {
    private static final List<String> FRAMES = List.of(
            "In short, %s depends on %s.",
            "A good start is to look at %s before %s.",
            "There are two sides: %s and %s.",
            "Most people get %s right once %s is clear.",
            "Try %s first and see whether %s improves.",
            "The usual answer is %s, although %s matters as well.",
            "Keep %s simple and come back to %s later.",
            "Here %s follows from %s.",
            "First %s, then %s, and check the result.");

    private Replies() {}

    /** An answer to a text: one to four sentences, the same for the same seed. */
    public static String to(String text, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] words = text.length() > 600 ? text.substring(0, 600).split("\\s+") : text.split("\\s+");
        int sentences = 1 + random.nextInt(4);
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            reply.append(i == 0 ? "" : " ")
                    .append(Slots.pick(FRAMES, random)
                            .replaceFirst("%s", quoted(words, random))
                            .replaceFirst("%s", quoted(words, random)));
        }
        return reply.toString();
    }

    private static String quoted(String[] words, SplittableRandom random) {
        for (int tries = 0; tries < 4; tries++) {
            String word = words[random.nextInt(words.length)].replaceAll("[^\\p{L}-]", "");
            if (word.length() > 4) {
                return word;
            }
        }
        return "the rest";
    }
}
