// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import java.util.Arrays;

/**
 * Whether probabilities are as evenly spread from 0 to 1 as those of innocent keys should be (Kolmogorov and Smirnov).
 *
 * @param distance the largest distance between their distribution and the even one, 0 to 1
 * @param p the chance of a distance at least this large among even ones; its limit for many values, within 0.01 of the
 *     exact value from 35 values on
 */
public record UniformFit(double distance, double p) {

    static UniformFit of(double[] probabilities) {
        double[] ascending = probabilities.clone();
        Arrays.sort(ascending);
        int n = ascending.length;
        double distance = 0;
        for (int i = 0; i < n; i++) {
            distance = Math.max(distance, Math.max((i + 1.0) / n - ascending[i], ascending[i] - (double) i / n));
        }
        double root = Math.sqrt(n);
        // Stephens's correction for a finite number of values.
        return new UniformFit(distance, kolmogorov((root + 0.12 + 0.11 / root) * distance));
    }

    private static double kolmogorov(double x) {
        if (x < 0.2) {
            return 1;
        }
        double sum = 0;
        for (int k = 1; k <= 100; k++) {
            sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * x * x);
        }
        return Math.clamp(sum, 0, 1);
    }
}
