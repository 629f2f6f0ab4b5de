// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.List;

/**
 * A 95 % confidence interval.
 *
 * @param low lower end
 * @param high upper end, not below low
 */
public record Interval(double low, double high) {
    private static final double Z = 1.959964;
    /** 97.5 % quantiles of Student's t by degrees of freedom, from 1. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval from " + low + " to " + high);
        }
    }

    /** Wilson's interval of a share: {@code hits} of {@code trials}; all of [0, 1] without a trial. */
    public static Interval wilson(long hits, long trials) {
        if (hits < 0 || hits > trials) {
            throw new IllegalArgumentException(hits + " hits of " + trials);
        }
        if (trials == 0) {
            return new Interval(0, 1);
        }
        double p = (double) hits / trials;
        double z2 = Z * Z / trials;
        double centre = (p + z2 / 2) / (1 + z2);
        double half = Z * Math.sqrt(p * (1 - p) / trials + z2 / (4 * trials)) / (1 + z2);
        return new Interval(hits == 0 ? 0 : centre - half, hits == trials ? 1 : centre + half);
    }

    /** Student's interval of the mean of independent runs; empty information (one run) gives the value itself. */
    public static Interval overRuns(List<Double> values) {
        int n = values.size();
        if (n == 0) {
            throw new IllegalArgumentException("no runs");
        }
        double mean = values.stream().mapToDouble(v -> v).average().orElse(0);
        if (n == 1) {
            return new Interval(mean, mean);
        }
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double t = n - 2 < T.length ? T[n - 2] : Z;
        double half = t * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean - half, mean + half);
    }

    /** The part of it that a share can take, for a mean of shares: Student's interval knows no bounds. */
    Interval ofShares() {
        return new Interval(Math.clamp(low, 0, 1), Math.clamp(high, 0, 1));
    }
}
