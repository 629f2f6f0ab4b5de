// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import java.util.Arrays;

/** For each of some tokens how often it came, how often it was expected, and whether it was shown. No boxing. */
final class TokenSums {
    private static final int FREE = Integer.MIN_VALUE;

    private int[] tokens = new int[8];
    private double[] came = new double[8];
    private double[] expected = new double[8];
    private boolean[] shown = new boolean[8];
    private int size;
    private double total;

    TokenSums() {
        Arrays.fill(tokens, FREE);
    }

    /** How many tokens have come in all. */
    double total() {
        return total;
    }

    int size() {
        return size;
    }

    void came(int token, double amount) {
        int slot = slot(token);
        came[slot] += amount;
        total += amount;
    }

    void expect(int token, double amount) {
        int slot = slot(token);
        expected[slot] += amount;
    }

    /** True at the first call for a token. */
    boolean showFirst(int token) {
        int slot = slot(token);
        boolean first = !shown[slot];
        shown[slot] = true;
        return first;
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < tokens.length; slot++) {
            if (tokens[slot] != FREE) {
                visitor.token(tokens[slot], came[slot], expected[slot]);
            }
        }
    }

    private int slot(int token) {
        int slot = find(token);
        if (tokens[slot] == FREE) {
            if (2 * size >= tokens.length) {
                grow();
                slot = find(token);
            }
            tokens[slot] = token;
            size++;
        }
        return slot;
    }

    private int find(int token) {
        int mask = tokens.length - 1;
        int slot = ((token * 0x9E3779B9) >>> 7) & mask;
        while (tokens[slot] != FREE && tokens[slot] != token) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldTokens = tokens;
        double[] oldCame = came;
        double[] oldExpected = expected;
        boolean[] oldShown = shown;
        tokens = new int[2 * oldTokens.length];
        Arrays.fill(tokens, FREE);
        came = new double[tokens.length];
        expected = new double[tokens.length];
        shown = new boolean[tokens.length];
        for (int old = 0; old < oldTokens.length; old++) {
            if (oldTokens[old] != FREE) {
                int slot = find(oldTokens[old]);
                tokens[slot] = oldTokens[old];
                came[slot] = oldCame[old];
                expected[slot] = oldExpected[old];
                shown[slot] = oldShown[old];
            }
        }
    }

    /** What is told of each token. */
    interface Visitor {
        void token(int token, double came, double expected);
    }
}
