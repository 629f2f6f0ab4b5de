// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * The linear congruential step with which SynthID-Text folds tokens and keys into one 64-bit number.
 *
 * @see <a href="https://www.nature.com/articles/s41586-024-08025-4">SynthID-Text, Nature 634 (2024), Methods</a>
 */
final class Lcg {

    static final long MULTIPLIER = 6364136223846793005L;

    private Lcg() {}

    static long fold(long hash, long value) {
        return (hash + value) * MULTIPLIER + 1;
    }

    /** Folds a run of tokens, from left to right. */
    static long foldAll(long start, int[] tokens, int from, int count) {
        long hash = start;
        for (int i = from; i < from + count; i++) {
            hash = fold(hash, tokens[i]);
        }
        return hash;
    }
}
