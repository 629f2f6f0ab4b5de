// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Texts of made-up words, of which two share no run but by design. */
final class TestTexts {
    private static final String[] SYLLABLES = {
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi", "yo"
    };

    private final SplittableRandom source;

    TestTexts(long seed) {
        source = new SplittableRandom(seed);
    }

    /** A word of two to four syllables: some 140,000 there are. */
    String word() {
        StringBuilder word = new StringBuilder();
        for (int i = source.nextInt(2, 5); i > 0; i--) {
            word.append(SYLLABLES[source.nextInt(SYLLABLES.length)]);
        }
        return word.toString();
    }

    List<String> words(int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(word());
        }
        return words;
    }

    String text(int words) {
        return String.join(" ", words(words));
    }

    /** The text with about this share of its words replaced. */
    String edited(String text, double share) {
        String[] words = text.split(" ");
        for (int i = 0; i < words.length; i++) {
            if (source.nextDouble() < share) {
                words[i] = word();
            }
        }
        return String.join(" ", words);
    }
}
