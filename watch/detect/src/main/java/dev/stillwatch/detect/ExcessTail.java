// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;

/**
 * How likely a value as high as one seen is, from values seen before: by rank in the lower three quarters, by how far
 * the upper quarter rises beyond its start above that.
 *
 * <p>Excesses over a high threshold are taken as exponential (peaks over threshold; Pickands, Annals of Statistics 3,
 * 1975). Their mean is known from few of them only, and the answer allows for it: it is the chance that a further
 * excess is this large given those seen, a Pareto tail that gets thinner the more were seen, and not the exponential
 * with the estimated mean, which promises too small values. Immutable.
 */
final class ExcessTail {
    private static final double UPPER = 0.25;

    private final double[] ascending;
    private final int above;
    private final double threshold;
    private final double excesses;

    /** Learns from one value or more, in any order. */
    ExcessTail(double[] values) {
        ascending = values.clone();
        Arrays.sort(ascending);
        above = Math.max(1, (int) (UPPER * ascending.length));
        int first = ascending.length - above;
        threshold = ascending[Math.max(0, first - 1)];
        double sum = 0;
        for (int i = first; i < ascending.length; i++) {
            sum += ascending[i] - threshold;
        }
        // Where all values are equal nothing is known of excesses: as if they were of the size of the values.
        excesses = sum > 0 ? sum : Math.max(Math.abs(threshold), Double.MIN_NORMAL);
    }

    /** The chance of a value at least this high; never quite 0. */
    double above(double value) {
        double all = ascending.length + 1.0;
        if (value <= threshold) {
            int place = Arrays.binarySearch(ascending, value);
            int from = place >= 0 ? place : -place - 1;
            while (from > 0 && ascending[from - 1] >= value) {
                from--;
            }
            return (1 + ascending.length - from) / all;
        }
        double beyond = (above + 1) / all * StrictMath.exp(-above * StrictMath.log1p((value - threshold) / excesses));
        return Math.clamp(beyond, Double.MIN_NORMAL, 1);
    }
}
