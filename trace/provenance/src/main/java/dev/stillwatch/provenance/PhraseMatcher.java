// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Finds many phrases in one pass, by an automaton with one table look-up for each character. Immutable. */
final class PhraseMatcher {
    /** Told the number of each phrase that is found, and the index of its last character. */
    interface Match {
        void at(int phrase, int end);
    }

    private static final int ROOT = 0;
    private static final int NONE = -1;
    private static final byte OTHER = 0;
    /** Characters that are looked at together. */
    private static final int CHUNK = 1024;

    /** A small number for every character that occurs in a phrase, as {@link #fold} makes it; {@link #OTHER} for the rest. */
    private final byte[] symbols = new byte[Character.MAX_VALUE + 1];

    private final int alphabet;
    /**
     * Where each state goes with each symbol: {@code next[state * alphabet + symbol]} is the next state times the
     * alphabet, or its complement where a phrase ends there.
     */
    private final int[] next;

    private final int[] phraseAt;

    PhraseMatcher(List<String> phrases) {
        byte[] plain = new byte[Character.MAX_VALUE + 1];
        int known = OTHER + 1;
        int states = 1;
        for (String phrase : phrases) {
            states += phrase.length();
            for (int i = 0; i < phrase.length(); i++) {
                if (plain[phrase.charAt(i)] == OTHER) {
                    plain[phrase.charAt(i)] = (byte) known++;
                }
            }
        }
        if (known > Byte.MAX_VALUE) {
            throw new IllegalArgumentException(known + " different characters in phrases, at most 127 are possible");
        }
        for (int c = 0; c < symbols.length; c++) {
            symbols[c] = plain[fold((char) c)];
        }
        alphabet = known;
        next = new int[states * alphabet];
        phraseAt = new int[states];
        Arrays.fill(next, NONE);
        Arrays.fill(phraseAt, NONE);
        grow(phrases, plain);
        link();
        if (plain[' '] != OTHER) {
            stayOverBlanks(plain[' ']);
        }
        mark(plain[' ']);
    }

    private void grow(List<String> phrases, byte[] plain) {
        int used = 1;
        for (int number = 0; number < phrases.size(); number++) {
            int state = ROOT;
            String phrase = phrases.get(number);
            for (int i = 0; i < phrase.length(); i++) {
                int edge = state * alphabet + plain[phrase.charAt(i)];
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

    /** Stays, where a blank led, over further blanks: a run of them is one. */
    private void stayOverBlanks(byte blank) {
        BitSet afterBlank = new BitSet();
        for (int edge = blank; edge < next.length; edge += alphabet) {
            if (next[edge] > ROOT) {
                afterBlank.set(next[edge]);
            }
        }
        afterBlank.stream().forEach(state -> next[state * alphabet + blank] = state);
    }

    /** Puts into every edge what {@link #scan} wants to know of it. */
    private void mark(byte blank) {
        for (int edge = 0; edge < next.length; edge++) {
            int to = next[edge];
            // Phrases that begin alike share states, so there are fewer than there is room for.
            if (to != NONE) {
                boolean again = to == edge / alphabet && edge % alphabet == blank;
                next[edge] = phraseAt[to] == NONE || again ? to * alphabet : ~(to * alphabet);
            }
        }
    }

    void scan(CharSequence text, Match match) {
        char[] chunk = new char[Math.min(CHUNK, text.length())];
        int state = ROOT;
        for (int from = 0; from < text.length(); from += CHUNK) {
            int length = Math.min(CHUNK, text.length() - from);
            text.getChars(from, from + length, chunk, 0);
            for (int i = 0; i < length; i++) {
                state = next[state + symbols[chunk[i]]];
                if (state < 0) {
                    state = ~state;
                    match.at(phraseAt[state / alphabet], from + i);
                }
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
