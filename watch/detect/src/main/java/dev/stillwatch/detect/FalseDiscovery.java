// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;

/**
 * Corrects the p-values of several groups for how many were looked at (Benjamini and Hochberg, JRSS B 57, 1995).
 *
 * <p>Calling every group with a corrected value of at most q discovers falsely at most a share q of what it calls, in
 * expectation, as long as groups are independent or positively dependent.
 */
final class FalseDiscovery {
    private FalseDiscovery() {}

    /** The corrected p-values, in the order given; {@code examined} counts the groups looked at, named or not. */
    static double[] corrected(double[] pValues, int examined) {
        Integer[] order = new Integer[pValues.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(pValues[a], pValues[b]));
        double[] corrected = new double[pValues.length];
        double least = 1;
        int tests = Math.max(examined, pValues.length);
        for (int rank = pValues.length; rank >= 1; rank--) {
            least = Math.min(least, pValues[order[rank - 1]] * tests / rank);
            corrected[order[rank - 1]] = least;
        }
        return corrected;
    }
}
