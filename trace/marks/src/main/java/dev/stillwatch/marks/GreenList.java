// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which tokens a seed makes green: the first of PyTorch's random permutation of the vocabulary.
 *
 * @param vocabulary how many tokens the model's configuration names
 * @param share green tokens by all tokens
 */
record GreenList(int vocabulary, double share) {

    /** How many tokens are green. */
    int size() {
        return (int) (vocabulary * share);
    }

    /** The share that is really green, after rounding down. */
    double realShare() {
        return (double) size() / vocabulary;
    }

    /**
     * Whether a token is green, by following it alone through the shuffle: no memory, and at most {@link #size} steps.
     *
     * @param token from 0; one outside the vocabulary is never green
     */
    boolean contains(long seed, int token) {
        if (token < 0 || token >= vocabulary) {
            return false;
        }
        MersenneTwister twister = new MersenneTwister(seed);
        int green = size();
        int place = token;
        for (int i = 0; i < green; i++) {
            int other = i == vocabulary - 1 ? i : i + twister.nextModulo(vocabulary - i);
            if (other == place) {
                return true;
            }
            if (i == place) {
                place = other;
            }
        }
        return false;
    }

    /** All green tokens in the order of the permutation; 4 bytes for each token of the vocabulary. */
    int[] tokens(long seed) {
        MersenneTwister twister = new MersenneTwister(seed);
        int[] row = new int[vocabulary];
        for (int i = 0; i < vocabulary; i++) {
            row[i] = i;
        }
        int green = size();
        for (int i = 0; i < green && i < vocabulary - 1; i++) {
            int other = i + twister.nextModulo(vocabulary - i);
            int taken = row[i];
            row[i] = row[other];
            row[other] = taken;
        }
        return Arrays.copyOf(row, green);
    }

    /** All green tokens as a set. */
    BitSet green(long seed) {
        BitSet green = new BitSet(vocabulary);
        for (int token : tokens(seed)) {
            green.set(token);
        }
        return green;
    }
}
