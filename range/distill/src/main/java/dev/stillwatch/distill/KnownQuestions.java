// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the question that a small model can answer within a longer prompt: people and campaigns put words around theirs.
 *
 * <p>A model that knows six kinds of problems reads nothing else. So a question counts as found where a whole line is
 * made of words that the model learned. Immutable and thread-safe.
 */
final class KnownQuestions {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}|\\d+");
    /** Shorter lines, as a mere heading, are none of the problems. */
    private static final int FEWEST_WORDS = 3;

    private static final int LONGEST = 1_000;

    private final Vocabulary vocabulary;

    KnownQuestions(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The last line that is a question the model can read. */
    Optional<String> in(String text) {
        return text.lines().map(String::strip).filter(this::isKnown).reduce((first, second) -> second);
    }

    private boolean isKnown(String line) {
        if (line.length() > LONGEST || line.isEmpty() || !(line.endsWith("?") || line.endsWith("."))) {
            return false;
        }
        Matcher word = WORD.matcher(line);
        int words = 0;
        while (word.find()) {
            if (!Character.isDigit(word.group().charAt(0))
                    && vocabulary.encode(word.group()).size() > 1) {
                return false;
            }
            words++;
        }
        return words >= FEWEST_WORDS;
    }
}
