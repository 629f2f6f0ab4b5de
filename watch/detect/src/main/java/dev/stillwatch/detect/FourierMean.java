// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;

/**
 * What a set of prompts is about, as a sum that can be added to, merged and compared: the mean of
 * {@link FourierFeatures}.
 *
 * <p>The squared distance of two means is the squared maximum mean discrepancy of the two sets (Gretton et al., JMLR
 * 2012): 0 on average when both are drawn from one distribution, and above 0 for any other pair of distributions that
 * the features tell apart. Sums are of whole numbers, so merging in any order gives the same bits. About two kilobytes
 * whatever the count; adding takes some microseconds, comparing less than one. Not thread-safe.
 */
public final class FourierMean {
    private static final float STEPS = 1 << 20;

    private final long[] sums = new long[FourierFeatures.SIZE];
    // Sum of the squared lengths of what was added: what a set's similarity with itself owes to comparing a prompt with
    // itself.
    private long squares;
    private long count;
    private final float[] features = new float[FourierFeatures.SIZE];

    /** Adds a prompt's embedding; one of all zeros, of a prompt without words, is not counted. */
    public void add(float[] embedding) {
        if (embedding.length != PromptEmbedding.DIMENSIONS) {
            throw new IllegalArgumentException("embedding of " + embedding.length + " numbers");
        }
        if (isZero(embedding)) {
            return;
        }
        FourierFeatures.of(embedding, features);
        long length = 0;
        for (int k = 0; k < features.length; k++) {
            int value = (int) (features[k] * STEPS);
            sums[k] += value;
            length += ((long) value * value) >> 20;
        }
        squares += length;
        count++;
    }

    /** Adds everything that was added to {@code other}. */
    public void merge(FourierMean other) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += other.sums[k];
        }
        squares += other.squares;
        count += other.count;
    }

    /** How many prompts are in the mean. */
    public long count() {
        return count;
    }

    /**
     * The unbiased estimate of the squared maximum mean discrepancy of two sets that share no prompt: about -1/n to 2,
     * and 0 on average where both sets are from one distribution. Symmetric.
     *
     * @throws IllegalStateException when either set has fewer than two prompts
     */
    public double squaredDistance(FourierMean other) {
        double cross = 0;
        for (int k = 0; k < sums.length; k++) {
            cross += (sums[k] / (double) STEPS) * (other.sums[k] / (double) STEPS);
        }
        double between = cross / ((double) count * other.count) / FourierFeatures.FREQUENCIES;
        return within() + other.within() - 2 * between;
    }

    /** Mean similarity of two different prompts of this set. */
    private double within() {
        if (count < 2) {
            throw new IllegalStateException("a distance needs two prompts or more, there are " + count);
        }
        double all = 0;
        for (long sum : sums) {
            all += (sum / (double) STEPS) * (sum / (double) STEPS);
        }
        double same = squares / (double) STEPS;
        return (all - same) / ((double) count * (count - 1)) / FourierFeatures.FREQUENCIES;
    }

    private static boolean isZero(float[] embedding) {
        for (float x : embedding) {
            if (x != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FourierMean that
                && count == that.count
                && squares == that.squares
                && Arrays.equals(sums, that.sums);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sums);
    }
}
