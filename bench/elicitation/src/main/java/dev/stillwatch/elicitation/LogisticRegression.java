// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import java.util.Random;

/**
 * Binary logistic regression on sparse, length-damped presence features: AdaGrad with L2, fixed order for a seed.
 *
 * <p>Uses StrictMath only, so that every platform gives the same weights.
 */
final class LogisticRegression {
    private static final double RATE = 0.25;
    /** Keeps AdaGrad from taking large steps on features it has hardly seen. */
    private static final double CAUTION = 1;

    private final double[] weights;
    private double bias;

    private LogisticRegression(int features) {
        weights = new double[features];
    }

    /**
     * Fits to {@code rows[i]} (indexes of present features), value {@code norms[i]} each, label and importance.
     *
     * @param l2 penalty per example seen, at each feature it holds
     */
    static LogisticRegression fit(
            int features,
            int[][] rows,
            double[] norms,
            boolean[] labels,
            double[] importance,
            int epochs,
            double l2,
            long seed) {
        LogisticRegression model = new LogisticRegression(features);
        double[] squares = new double[features + 1];
        int[] order = new int[rows.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Random random = new Random(seed);
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle(order, random);
            for (int i : order) {
                if (importance[i] > 0) {
                    model.step(rows[i], norms[i], labels[i], importance[i], l2, squares);
                }
            }
        }
        return model;
    }

    private void step(int[] row, double norm, boolean label, double importance, double l2, double[] squares) {
        double error = importance * (probability(raw(row, norm)) - (label ? 1 : 0));
        int last = weights.length;
        squares[last] += error * error;
        bias -= RATE * error / StrictMath.sqrt(squares[last] + 1e-6);
        double common = error * norm;
        for (int feature : row) {
            double gradient = common + l2 * weights[feature];
            squares[feature] += gradient * gradient;
            weights[feature] -= RATE * gradient / StrictMath.sqrt(squares[feature] + CAUTION);
        }
    }

    double raw(int[] row, double norm) {
        double sum = 0;
        for (int feature : row) {
            sum += weights[feature];
        }
        return sum * norm + bias;
    }

    double weight(int feature) {
        return weights[feature];
    }

    double bias() {
        return bias;
    }

    static double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
