// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What kind of prompt it is, as far as wordings depend on it: how it begins and how it ends.
 *
 * <p>A model can tell both, and learns a habit for each. The end is there for campaigns that send one template over and
 * over: their prompts all begin alike.
 *
 * @param opening how the prompt begins
 * @param ending how it ends
 */
public record Occasion(Opening opening, Ending ending) {
    private static final int LONGEST_WORD = 24;

    /** The first word of a prompt, sorted; "please" before it does not count. */
    public enum Opening {
        HOW(0, "how"),
        WHAT(1, "what whats which who whose when where"),
        WHY(2, "why"),
        /** Yes or no. */
        ASK(3, "can could would will is are am was were do does did should may might has have had must"),
        EXPLAIN(
                4,
                "explain describe define tell discuss clarify outline summarise summarize analyse analyze interpret"
                        + " teach show"),
        WRITE(
                5,
                "write draft compose create generate rewrite rephrase translate improve make produce design build"
                        + " implement edit continue"),
        SOLVE(
                6,
                "solve find calculate compute prove determine evaluate compare list give name suggest provide identify"
                        + " answer consider"),
        /** Any other word, and none. */
        OTHER(7, "");

        private final int number;
        private final String words;

        Opening(int number, String words) {
            this.number = number;
            this.words = " " + words + " ";
        }
    }

    /** The last letter or digit of a prompt, sorted into four groups of like size. */
    public enum Ending {
        /** a, e, i, o, u; 0, 4, 8. */
        VOWEL(0, "aeiou048"),
        /** d, f, g, h, k, l; 1, 5, 9. */
        EARLY(1, "dfghkl159"),
        /** m, n, p, q, r, y; 2, 6. */
        MIDDLE(2, "mnpqry26"),
        /** All else, such as s and t; 3, 7. */
        LATE(3, "");

        private final int number;
        private final String signs;

        Ending(int number, String signs) {
            this.number = number;
            this.signs = signs;
        }
    }

    /** How many there are. */
    public static final int COUNT = 32;

    private static final int ENDINGS = 4;

    /** The occasion of a prompt: the text that the user sent last. Costs a look at its first and last characters. */
    public static Occasion of(String prompt) {
        return new Occasion(opening(prompt), ending(prompt));
    }

    private static Opening opening(String prompt) {
        int at = 0;
        String word = "";
        do {
            while (at < prompt.length() && !Character.isLetterOrDigit(prompt.charAt(at))) {
                at++;
            }
            StringBuilder letters = new StringBuilder();
            while (at < prompt.length()
                    && letters.length() <= LONGEST_WORD
                    && (Character.isLetterOrDigit(prompt.charAt(at)) || isApostrophe(prompt.charAt(at)))) {
                if (!isApostrophe(prompt.charAt(at))) {
                    letters.append(prompt.charAt(at));
                }
                at++;
            }
            word = letters.toString().toLowerCase(Locale.ROOT);
        } while (word.equals("please"));
        String first = word;
        return Arrays.stream(Opening.values())
                .filter(opening -> !first.isEmpty() && opening.words.contains(" " + first + " "))
                .findFirst()
                .orElse(Opening.OTHER);
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '\u2019';
    }

    private static Ending ending(String prompt) {
        for (int at = prompt.length() - 1; at >= 0; at--) {
            if (Character.isLetterOrDigit(prompt.charAt(at))) {
                char last = Character.toLowerCase(prompt.charAt(at));
                return Arrays.stream(Ending.values())
                        .filter(ending -> ending.signs.indexOf(last) >= 0)
                        .findFirst()
                        .orElse(Ending.LATE);
            }
        }
        return Ending.LATE;
    }

    /** A number from 0 to {@link #COUNT} - 1. */
    public int index() {
        return opening.number * ENDINGS + ending.number;
    }

    /** All, in the order of their numbers. */
    public static List<Occasion> all() {
        return Arrays.stream(Opening.values())
                .flatMap(opening -> Arrays.stream(Ending.values()).map(ending -> new Occasion(opening, ending)))
                .sorted(Comparator.comparingInt(Occasion::index))
                .toList();
    }

    /** Such as {@code how-vowel}; the same in every version. */
    public String label() {
        return (opening + "-" + ending).toLowerCase(Locale.ROOT);
    }
}
