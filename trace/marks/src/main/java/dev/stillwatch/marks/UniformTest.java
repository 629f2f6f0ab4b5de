// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** Kolmogorov and Smirnov's test that numbers between 0 and 1 are uniform. */
public final class UniformTest {
    private static final int TERMS = 100;

    private UniformTest() {}

    /**
     * The chance of a distribution as far from uniform, by the asymptotic law with Stephens' correction (1970); within a
     * percent from ten numbers on.
     *
     * @param ascending sorted numbers
     */
    public static double pValue(double[] ascending) {
        int count = ascending.length;
        double distance = 0;
        for (int i = 0; i < count; i++) {
            distance =
                    Math.max(distance, Math.max((i + 1.0) / count - ascending[i], ascending[i] - (double) i / count));
        }
        double root = Math.sqrt(count);
        double lambda = (root + 0.12 + 0.11 / root) * distance;
        if (lambda < 0.3) {
            return 1;
        }
        double sum = 0;
        for (int term = 1; term <= TERMS; term++) {
            sum += (term % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * term * term * lambda * lambda);
        }
        return Math.clamp(sum, 0, 1);
    }
}
