// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds phrases in texts, whatever their case and number of spaces, in one pass (Aho and Corasick 1975). Characters beyond
 * {@code U+00FF} and typographic apostrophes aside, a text is read as it stands. Immutable and thread-safe.
 */
final class PhraseFinder {
    private static final int ALPHABET = 256;

    private final List<String> phrases;
    /** The next state by state and character. */
    private final int[] next;
    /** The phrases that end at a state, by their numbers. */
    private final List<List<Integer>> ends;

    PhraseFinder(List<String> phrases) {
        this.phrases = List.copyOf(phrases);
        int most = 1 + phrases.stream().mapToInt(String::length).sum();
        int[] states = new int[most * ALPHABET];
        List<List<Integer>> ending = new ArrayList<>();
        ending.add(new ArrayList<>());
        for (int i = 0; i < phrases.size(); i++) {
            int state = 0;
            for (char c : phrases.get(i).toCharArray()) {
                int at = state * ALPHABET + folded(c);
                if (states[at] == 0) {
                    states[at] = ending.size();
                    ending.add(new ArrayList<>());
                }
                state = states[at];
            }
            ending.get(state).add(i);
        }
        complete(states, ending);
        this.next = states;
        this.ends = ending;
    }

    /** Where a phrase does not go on, the longest end of it that begins another does. */
    private static void complete(int[] states, List<List<Integer>> ending) {
        int[] fallback = new int[ending.size()];
        Queue<Integer> open = new ArrayDeque<>();
        for (int c = 0; c < ALPHABET; c++) {
            if (states[c] != 0) {
                open.add(states[c]);
            }
        }
        while (!open.isEmpty()) {
            int state = open.remove();
            ending.get(state).addAll(ending.get(fallback[state]));
            for (int c = 0; c < ALPHABET; c++) {
                int child = states[state * ALPHABET + c];
                int other = states[fallback[state] * ALPHABET + c];
                if (child == 0) {
                    states[state * ALPHABET + c] = other;
                } else {
                    fallback[child] = other;
                    open.add(child);
                }
            }
        }
    }

    private static int folded(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c + ('a' - 'A');
        }
        return c == '\u2019' ? '\'' : c < ALPHABET ? c : 0;
    }

    /** The phrases that stand in a text, sorted. */
    SortedSet<String> in(CharSequence text) {
        int state = 0;
        boolean blank = false;
        SortedSet<String> found = Collections.emptySortedSet();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\u00A0';
            if (space && blank) {
                continue;
            }
            blank = space;
            state = next[state * ALPHABET + (space ? ' ' : folded(c))];
            if (!ends.get(state).isEmpty()) {
                if (found.isEmpty()) {
                    found = new TreeSet<>();
                }
                for (int phrase : ends.get(state)) {
                    found.add(phrases.get(phrase));
                }
            }
        }
        return found;
    }
}
