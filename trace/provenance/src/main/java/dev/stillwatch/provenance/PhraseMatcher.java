// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/** Finds many phrases in one pass, by an automaton with one table look-up for each character. Immutable. */
final class PhraseMatcher {
    /** Told the number of each phrase that is found, and the index of its last character. */
    interface Match {
        void at(int phrase, int end);
    }

    private static final int ROOT = 0;
    private static final int NONE = -1;

    /** A small number for every character that occurs in a phrase; 0 for all others. */
    private final byte[] symbols = new byte[Character.MAX_VALUE + 1];

    private final int alphabet;
    private final int[] next;
    private final int[] phraseAt;

    PhraseMatcher(List<String> phrases) {
        int known = 1;
        int states = 1;
        for (String phrase : phrases) {
            states += phrase.length();
            for (int i = 0; i < phrase.length(); i++) {
                if (symbols[phrase.charAt(i)] == 0) {
                    symbols[phrase.charAt(i)] = (byte) known++;
                }
            }
        }
        if (known > Byte.MAX_VALUE) {
            throw new IllegalArgumentException(known + " different characters in phrases, at most 127 are possible");
        }
        alphabet = known;
        next = new int[states * alphabet];
        phraseAt = new int[states];
        Arrays.fill(next, NONE);
        Arrays.fill(phraseAt, NONE);
        grow(phrases);
        link();
    }

    private void grow(List<String> phrases) {
        int used = 1;
        for (int number = 0; number < phrases.size(); number++) {
            int state = ROOT;
            String phrase = phrases.get(number);
            for (int i = 0; i < phrase.length(); i++) {
                int edge = state * alphabet + symbols[phrase.charAt(i)];
                if (next[edge] == NONE) {
                    next[edge] = used++;
                }
                state = next[edge];
            }
            phraseAt[state] = number;
        }
    }

    /** Gives every state an edge for every character, over the longest ending that also begins a phrase. */
    private void link() {
        int[] fallback = new int[phraseAt.length];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int symbol = 0; symbol < alphabet; symbol++) {
            if (next[symbol] == NONE) {
                next[symbol] = ROOT;
            } else {
                queue.add(next[symbol]);
            }
        }
        while (!queue.isEmpty()) {
            int state = queue.remove();
            if (phraseAt[state] == NONE) {
                phraseAt[state] = phraseAt[fallback[state]];
            }
            for (int symbol = 0; symbol < alphabet; symbol++) {
                int edge = state * alphabet + symbol;
                int over = next[fallback[state] * alphabet + symbol];
                if (next[edge] == NONE) {
                    next[edge] = over;
                } else {
                    fallback[next[edge]] = over;
                    queue.add(next[edge]);
                }
            }
        }
    }

    void scan(CharSequence text, Match match) {
        int state = ROOT;
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = fold(text.charAt(i));
            if (c == ' ') {
                if (blank) {
                    continue;
                }
                blank = true;
            } else {
                blank = false;
            }
            state = next[state * alphabet + symbols[c]];
            if (phraseAt[state] != NONE) {
                match.at(phraseAt[state], i);
            }
        }
    }

    /** Lower case, plain quotes, plain blanks. */
    static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c <= ' ' ? ' ' : c;
        }
        return switch (c) {
            case '\u2018', '\u2019' -> '\'';
            case '\u201c', '\u201d', '\u201e' -> '"';
            case '\u00a0' -> ' ';
            default -> Character.toLowerCase(c);
        };
    }
}
