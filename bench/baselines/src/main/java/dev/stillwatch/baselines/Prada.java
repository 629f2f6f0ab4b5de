// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;

/**
 * PRADA (Juuti et al., EuroS&amp;P 2019): distances between a client's queries are normally distributed, an attacker's
 * are not.
 *
 * <p>Score 1 - W, where W is Shapiro and Wilk's statistic of each query's distance to its nearest neighbour in the
 * window, values beyond three standard deviations left out. Adapted as in arXiv 2606.05725: Euclidean distance of
 * sentence embeddings instead of images, no classes, and one window instead of a growing set. O(n²).
 */
final class Prada implements WindowMethod {
    private static final int MOST = 5_000;

    @Override
    public String name() {
        return "PRADA";
    }

    @Override
    public Scorer over(Items items) {
        return window -> score(items.cosines(), window);
    }

    private static double score(Products cosines, int[] window) {
        double[] nearest = new double[window.length];
        for (int a = 0; a < window.length; a++) {
            float[] row = cosines.rows()[window[a]];
            float best = -1;
            for (int b = 0; b < window.length; b++) {
                if (b != a) {
                    best = Math.max(best, row[window[b]]);
                }
            }
            nearest[a] = Math.sqrt(Math.max(0, 2 - 2 * (double) best));
        }
        double[] kept = trimmed(nearest);
        return 1 - ShapiroWilk.w(kept.length <= MOST ? kept : Arrays.copyOf(kept, MOST));
    }

    /** The values within three standard deviations; all of them where fewer than three would be left. */
    static double[] trimmed(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0));
        double[] kept = Arrays.stream(values)
                .filter(v -> Math.abs(v - mean) <= 3 * deviation)
                .toArray();
        return kept.length >= 3 ? kept : values;
    }
}
