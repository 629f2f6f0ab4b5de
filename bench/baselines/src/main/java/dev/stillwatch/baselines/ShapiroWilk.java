// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The Shapiro-Wilk statistic W: how much sorted values lie like those of a normal distribution, 1 when perfectly.
 *
 * <p>Royston, <i>Remark AS R94</i>, Applied Statistics 44, 1995, for complete samples of 3 to 5,000 values; only W, not
 * its p-value. O(n log n). Pure and thread-safe.
 */
final class ShapiroWilk {
    private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);
    private static final double[] LAST = {0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056};
    private static final double[] LAST_BUT_ONE = {0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633};

    private ShapiroWilk() {}

    /**
     * The statistic of the values, 0 to 1; values that are all equal count as perfectly normal (1), as in SciPy.
     *
     * @throws IllegalArgumentException for fewer than 3 or more than 5,000 values
     */
    static double w(double[] values) {
        int n = values.length;
        if (n < 3 || n > 5_000) {
            throw new IllegalArgumentException(n + " values, must be 3 to 5,000");
        }
        double[] x = values.clone();
        Arrays.sort(x);
        double mean = Arrays.stream(x).average().orElse(0);
        double squares = 0;
        for (double v : x) {
            squares += (v - mean) * (v - mean);
        }
        if (squares <= 1e-30) {
            return 1;
        }
        double[] upper = weights(n);
        double sum = 0;
        for (int i = 0; i < upper.length; i++) {
            sum += upper[i] * (x[n - 1 - i] - x[i]);
        }
        return Math.min(1, sum * sum / squares);
    }

    /** The weights of the largest half, largest value first; those of the smallest half are their negatives. */
    private static double[] weights(int n) {
        int half = n / 2;
        double[] a = new double[half];
        if (n == 3) {
            a[0] = Math.sqrt(0.5);
            return a;
        }
        double[] m = new double[half];
        double squares = 0;
        for (int i = 0; i < half; i++) {
            m[i] = -NORMAL.inverseCumulativeProbability((i + 1 - 0.375) / (n + 0.25));
            squares += 2 * m[i] * m[i];
        }
        double root = Math.sqrt(squares);
        double u = 1 / Math.sqrt(n);
        a[0] = polynomial(LAST, u) + m[0] / root;
        int fixed = 1;
        double rest = squares - 2 * m[0] * m[0];
        double left = 1 - 2 * a[0] * a[0];
        if (n > 5) {
            a[1] = polynomial(LAST_BUT_ONE, u) + m[1] / root;
            rest -= 2 * m[1] * m[1];
            left -= 2 * a[1] * a[1];
            fixed = 2;
        }
        double scale = Math.sqrt(rest / left);
        for (int i = fixed; i < half; i++) {
            a[i] = m[i] / scale;
        }
        return a;
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value * x + coefficients[i];
        }
        return value;
    }
}
