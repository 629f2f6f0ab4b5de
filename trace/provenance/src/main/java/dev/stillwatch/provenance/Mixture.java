// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Explains counts of scores as a mixture of writers, by expectation and maximisation within each length class.
 *
 * <p>Length classes are fitted apart and then averaged by their texts: that one writer's texts are longer than another's
 * says nothing about a set whose lengths come from somewhere else.
 */
final class Mixture {
    private static final int STEPS = 300;
    private static final double SETTLED = 1e-7;

    /** How much a cell leans on the counts over all lengths, in texts: of a length, few people reach a high score. */
    private static final double LEAN = 150;

    /** So that no cell is impossible for a writer. */
    private static final double FLOOR = 0.25;

    /** Beyond this many standard deviations the scores are spread unlike any mixture, if the misfit is also large. */
    private static final double MISFIT_DEVIATIONS = 5;

    private static final double MISFIT_SHARE = 0.06;
    private static final double FUNCTION_WORD_SLACK = 0.035;

    private final ScoreTable table;
    private final double[][][] densities;
    private final int[][][] counts;

    Mixture(ScoreTable table) {
        this(table, counts(table));
    }

    private Mixture(ScoreTable table, int[][][] counts) {
        this.table = table;
        this.counts = counts;
        densities = densities(counts);
    }

    private static int[][][] counts(ScoreTable table) {
        int[][][] counts = new int[ScoreTable.LENGTH_CLASSES][][];
        for (int length = 0; length < counts.length; length++) {
            counts[length] = table.counts(length);
        }
        return counts;
    }

    /** The same calibration as it might have come out, had other texts been collected. */
    Mixture redrawn(RandomGenerator random) {
        int[][][] drawn = new int[counts.length][ScoreTable.WRITERS][];
        for (int length = 0; length < counts.length; length++) {
            for (int k = 0; k < ScoreTable.WRITERS; k++) {
                drawn[length][k] = Resample.of(counts[length][k], random);
            }
        }
        return new Mixture(table, drawn);
    }

    private static double[][][] densities(int[][][] counts) {
        double[][][] densities = new double[counts.length][ScoreTable.WRITERS][ScoreTable.CELLS];
        for (int k = 0; k < ScoreTable.WRITERS; k++) {
            double[] overall = new double[ScoreTable.CELLS];
            double all = 0;
            for (int[][] length : counts) {
                for (int i = 0; i < overall.length; i++) {
                    overall[i] += length[k][i];
                    all += length[k][i];
                }
            }
            for (int i = 0; i < overall.length; i++) {
                overall[i] = (overall[i] + FLOOR) / (all + FLOOR * overall.length);
            }
            for (int length = 0; length < counts.length; length++) {
                double texts = 0;
                for (int count : counts[length][k]) {
                    texts += count;
                }
                for (int i = 0; i < overall.length; i++) {
                    densities[length][k][i] = (counts[length][k][i] + LEAN * overall[i]) / (texts + LEAN);
                }
            }
        }
        return densities;
    }

    /** The shares of the writers, people first, that make the counts most likely. */
    double[] fit(int[][] observed) {
        double[] shares = new double[ScoreTable.WRITERS];
        double all = 0;
        for (int length = 0; length < observed.length; length++) {
            double texts = 0;
            for (int count : observed[length]) {
                texts += count;
            }
            if (texts > 0) {
                double[] one = fit(observed[length], texts, densities[length]);
                for (int k = 0; k < shares.length; k++) {
                    shares[k] += one[k] * texts;
                }
                all += texts;
            }
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= Math.max(1, all);
        }
        return shares;
    }

    private static double[] fit(int[] observed, double texts, double[][] density) {
        int writers = density.length;
        double[] shares = new double[writers];
        Arrays.fill(shares, 1.0 / writers);
        double[] next = new double[writers];
        for (int step = 0; step < STEPS; step++) {
            Arrays.fill(next, 0);
            for (int i = 0; i < observed.length; i++) {
                if (observed[i] == 0) {
                    continue;
                }
                double sum = 0;
                for (int k = 0; k < writers; k++) {
                    sum += shares[k] * density[k][i];
                }
                for (int k = 0; k < writers; k++) {
                    next[k] += observed[i] * shares[k] * density[k][i] / sum;
                }
            }
            double change = 0;
            for (int k = 0; k < writers; k++) {
                change += Math.abs(next[k] / texts - shares[k]);
                shares[k] = next[k] / texts;
            }
            if (change < SETTLED) {
                break;
            }
        }
        return shares;
    }

    /** Whether the counts look like no mixture of the writers, or the texts are built otherwise than theirs. */
    boolean unlike(int[][] observed, double[] shares, double functionWords) {
        double least = 1;
        double most = 0;
        for (int k = 0; k < ScoreTable.WRITERS; k++) {
            if (table.functionWords(k) > 0) {
                least = Math.min(least, table.functionWords(k));
                most = Math.max(most, table.functionWords(k));
            }
        }
        return functionWords < least - FUNCTION_WORD_SLACK
                || functionWords > most + FUNCTION_WORD_SLACK
                || misfits(observed);
    }

    private boolean misfits(int[][] observed) {
        double squares = 0;
        int freedom = 0;
        double misplaced = 0;
        double all = 0;
        for (int length = 0; length < observed.length; length++) {
            double texts = 0;
            for (int count : observed[length]) {
                texts += count;
            }
            if (texts == 0) {
                continue;
            }
            all += texts;
            double[] shares = fit(observed[length], texts, densities[length]);
            double[] expected = new double[ScoreTable.RANGES];
            double[] variance = new double[ScoreTable.RANGES];
            double[] seen = new double[ScoreTable.RANGES];
            for (int i = 0; i < observed[length].length; i++) {
                int range = ScoreTable.range(i);
                seen[range] += observed[length][i];
                for (int k = 0; k < shares.length; k++) {
                    expected[range] += texts * shares[k] * densities[length][k][i];
                }
            }
            for (int k = 0; k < shares.length; k++) {
                addCalibrationVariance(length, k, texts * shares[k], variance);
            }
            for (int range = 0; range < expected.length; range++) {
                double difference = seen[range] - expected[range];
                squares += difference * difference / (expected[range] + variance[range] + 1);
                misplaced += Math.abs(difference) / 2;
                freedom++;
            }
        }
        return squares > freedom + MISFIT_DEVIATIONS * StrictMath.sqrt(2.0 * freedom) && misplaced > MISFIT_SHARE * all;
    }

    private void addCalibrationVariance(int length, int k, double texts, double[] variance) {
        double[] density = new double[ScoreTable.RANGES];
        double known = LEAN;
        for (int i = 0; i < ScoreTable.CELLS; i++) {
            density[ScoreTable.range(i)] += densities[length][k][i];
            known += counts[length][k][i];
        }
        for (int range = 0; range < density.length; range++) {
            variance[range] += texts * texts * density[range] / known;
        }
    }
}
