// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;

/**
 * Turns scores into p-values by rank among benign calibration scores: valid for any score and any distribution, as long
 * as calibration and new benign accounts are exchangeable. Immutable.
 */
final class ConformalCalibration {
    private final double[] ascending;

    ConformalCalibration(double[] ascending) {
        this.ascending = ascending.clone();
    }

    /** (1 + calibration scores at least as high) / (1 + calibration scores). */
    Probability pValue(double score) {
        int below = Arrays.binarySearch(ascending, score);
        int lower = below >= 0 ? below : -below - 1;
        while (lower > 0 && ascending[lower - 1] >= score) {
            lower--;
        }
        return new Probability((1.0 + ascending.length - lower) / (1.0 + ascending.length));
    }

    /** The lowest score whose p-value is at most {@code rate}, or just above the highest score if none is. */
    double threshold(Probability rate) {
        int allowed = (int) Math.floor(rate.value() * (ascending.length + 1)) - 1;
        if (ascending.length == 0) {
            return 0;
        }
        return allowed < 0
                ? Math.nextUp(ascending[ascending.length - 1])
                : Math.nextUp(ascending[ascending.length - 1 - Math.min(allowed, ascending.length - 1)]);
    }

    int accounts() {
        return ascending.length;
    }
}
