// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;

/**
 * Between which scores a window counts as ordinary.
 *
 * @param low below it a window is flagged
 * @param high above it a window is flagged
 */
record Thresholds(double low, double high) {

    /** The middle 95 % of ordinary scores. */
    static Thresholds twoSided(double[] ordinary) {
        return new Thresholds(percentile(ordinary, 0.025), percentile(ordinary, 0.975));
    }

    /** Up to the 95th percentile of ordinary scores. */
    static Thresholds upper(double[] ordinary) {
        return new Thresholds(Double.NEGATIVE_INFINITY, percentile(ordinary, 0.95));
    }

    boolean flag(double score) {
        return score < low || score > high;
    }

    /** Interpolated between the two nearest ranks. */
    static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
