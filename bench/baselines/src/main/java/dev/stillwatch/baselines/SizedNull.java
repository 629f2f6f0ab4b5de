// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;
import java.util.Random;

/**
 * How a method scores windows of ordinary prompts, by size, so that accounts of different volume compare.
 *
 * <p>Adapted: the papers set one threshold for one window size; accounts have many. A score counts in standard deviations
 * from the mean of {@value #DRAWS} ordinary windows of the largest of {@link #SIZES} that the account fills.
 */
final class SizedNull {
    private static final int[] SIZES = {4, 8, 16, 32, 64};
    /** Fewest prompts that can be judged. */
    static final int FEWEST = 4;

    private static final int DRAWS = 200;

    private final double[] means = new double[SIZES.length];
    private final double[] deviations = new double[SIZES.length];

    /** Learns from {@code scores(size, window)} of windows drawn out of {@code pool}. */
    SizedNull(SizedScore scores, int[] pool, Random random) {
        for (int s = 0; s < SIZES.length; s++) {
            int size = SIZES[s];
            double[] drawn = new double[DRAWS];
            Arrays.setAll(drawn, _ -> scores.of(size, Draw.window(pool, size, random)));
            double mean = Arrays.stream(drawn).average().orElse(0);
            means[s] = mean;
            deviations[s] = Math.sqrt(Arrays.stream(drawn)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0));
        }
    }

    /** A score of a window of one of the sizes. */
    interface SizedScore {
        double of(int size, int[] window);
    }

    /** The largest size that so many prompts fill; 0 when they fill none. */
    static int sizeFor(int prompts) {
        int best = 0;
        for (int size : SIZES) {
            best = size <= prompts ? size : best;
        }
        return best;
    }

    /** Standard deviations above the mean of ordinary windows; the size must be one of {@link #SIZES}. */
    double deviation(int size, double score) {
        int s = Arrays.binarySearch(SIZES, size);
        return (score - means[s]) / Math.max(1e-12, deviations[s]);
    }
}
