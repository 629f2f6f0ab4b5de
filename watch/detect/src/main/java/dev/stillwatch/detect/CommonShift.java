// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether many customers moved the same way, and how far, when each also moves as it likes.
 *
 * <p>If nothing but each customer's own whims changed, every move could as well have had the other sign. The length of
 * the mean move is compared with those under random signs, one for each customer (a sign-flip permutation test; Pesarin
 * and Salmaso, Permutation Tests for Complex Data, 2010, 3.1): exact for any distribution symmetric about no move. Signs
 * are seeded hashes, so that the answer is a function of the moves. O(customers * dimensions * {@value #FLIPS}). Not
 * thread-safe.
 */
final class CommonShift {
    private static final int FLIPS = 999;

    private final List<Integer> units = new ArrayList<>();
    private final List<double[]> before = new ArrayList<>();
    private final List<double[]> moves = new ArrayList<>();
    private double observed = Double.NaN;
    private double chance;
    private int asFar;

    /**
     * Adds a customer by the mean over its accounts.
     *
     * @param unit tells customers apart
     * @param accounts of each account the values before and after; one or more
     */
    void add(int unit, List<double[][]> accounts) {
        int dimensions = accounts.getFirst()[0].length;
        double[] then = new double[dimensions];
        double[] moved = new double[dimensions];
        for (double[][] values : accounts) {
            for (int d = 0; d < dimensions; d++) {
                then[d] += values[0][d] / accounts.size();
                moved[d] += (values[1][d] - values[0][d]) / accounts.size();
            }
        }
        units.add(unit);
        before.add(then);
        moves.add(moved);
        observed = Double.NaN;
    }

    int customers() {
        return units.size();
    }

    /** Length of the common move beyond what chance makes, in standard deviations between customers before. */
    double effect() {
        flip();
        return Math.sqrt(Math.max(0, observed - chance) / variance());
    }

    /** Chance of a mean move as long, were there no common one. */
    Probability pValue() {
        flip();
        return new Probability((1.0 + asFar) / (1 + FLIPS));
    }

    private void flip() {
        if (!Double.isNaN(observed)) {
            return;
        }
        observed = squaredMean(0);
        chance = 0;
        asFar = 0;
        for (int flip = 1; flip <= FLIPS; flip++) {
            double flipped = squaredMean(flip);
            chance += flipped / FLIPS;
            asFar += flipped >= observed ? 1 : 0;
        }
    }

    /** Squared length of the mean move, every customer's sign drawn anew; with its true sign for flip 0. */
    private double squaredMean(int flip) {
        double[] sum = new double[moves.getFirst().length];
        for (int c = 0; c < moves.size(); c++) {
            double sign = flip > 0 && (Hashing.combine(flip, units.get(c)) & 1) == 1 ? -1 : 1;
            double[] move = moves.get(c);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += sign * move[d];
            }
        }
        double squares = 0;
        for (double x : sum) {
            squares += x * x;
        }
        return squares / ((double) moves.size() * moves.size());
    }

    /** Variance between customers before, averaged over dimensions; a little above 0 where all are alike. */
    private double variance() {
        int dimensions = before.getFirst().length;
        int n = before.size();
        double variance = 1e-12;
        for (int d = 0; d < dimensions; d++) {
            double sum = 0;
            double squares = 0;
            for (double[] then : before) {
                sum += then[d];
                squares += then[d] * then[d];
            }
            variance += Math.max(0, squares - sum * sum / n) / Math.max(1, n - 1) / dimensions;
        }
        return variance;
    }
}
