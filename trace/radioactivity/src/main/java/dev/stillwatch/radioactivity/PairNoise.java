// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import java.util.List;

/**
 * How far pairs lie from what was expected of them, by how much was expected: chance alone in rare ones, in frequent ones
 * what a reference gets wrong. Learnt from the pairs themselves, without the key. Immutable.
 */
final class PairNoise {
    private static final int STEPS = 120;
    private static final int FEWEST = 50;
    /** Rare pairs among which none happened to lie far off are still trusted no more than this. */
    private static final double LEAST_SHARE = 0.01;

    private final double[] variances = new double[STEPS];
    private final double leastByExpected;

    PairNoise(List<Candidate> candidates) {
        double[] squares = new double[STEPS];
        long[] counts = new long[STEPS];
        double allSquares = 0;
        double allExpected = 0;
        for (Candidate candidate : candidates) {
            int step = step(candidate);
            squares[step] += candidate.off() * candidate.off();
            counts[step]++;
            allSquares += candidate.off() * candidate.off();
            allExpected += candidate.expected();
        }
        leastByExpected = LEAST_SHARE * allSquares / allExpected;
        for (int step = 0; step < STEPS; step++) {
            double sum = squares[step];
            long count = counts[step];
            // A step with few pairs borrows from its neighbours until there are enough, or no more.
            for (int reach = 1; count < FEWEST && reach < STEPS; reach++) {
                if (step >= reach) {
                    sum += squares[step - reach];
                    count += counts[step - reach];
                }
                if (step + reach < STEPS) {
                    sum += squares[step + reach];
                    count += counts[step + reach];
                }
            }
            variances[step] = sum / count;
        }
    }

    /** The mean square of what came less what was expected, among pairs of which about as much was expected. */
    double variance(Candidate candidate) {
        return Math.max(variances[step(candidate)], leastByExpected * candidate.expected() + Double.MIN_NORMAL);
    }

    /** Two steps for each doubling. */
    private static int step(Candidate candidate) {
        double log = 2 * Math.log(Math.max(candidate.expected(), Double.MIN_NORMAL)) / Math.log(2);
        return (int) Math.clamp(Math.floor(log) + STEPS / 2.0, 0, STEPS - 1.0);
    }
}
