// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.screening;

/** Logistic regression by Newton's method, with a penalty on squared weights that keeps few pairs from saying too much. */
final class LogisticFit {
    private static final int STEPS = 30;

    private LogisticFit() {}

    /**
     * Weights by column.
     *
     * @param penalty on half the squared weights; the first column, which is always 1, has none
     */
    static double[] fit(double[][] rows, boolean[] labels, double penalty) {
        int n = rows[0].length;
        double[] weights = new double[n];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[n];
            double[][] curvature = new double[n][n];
            for (int r = 0; r < rows.length; r++) {
                double p = probability(weights, rows[r]);
                double slope = p - (labels[r] ? 1 : 0);
                double bend = Math.max(1e-6, p * (1 - p));
                for (int i = 0; i < n; i++) {
                    gradient[i] += slope * rows[r][i];
                    for (int j = 0; j <= i; j++) {
                        curvature[i][j] += bend * rows[r][i] * rows[r][j];
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                double strength = i == 0 ? 1e-6 : penalty;
                gradient[i] += strength * weights[i];
                curvature[i][i] += strength;
                for (int j = 0; j < i; j++) {
                    curvature[j][i] = curvature[i][j];
                }
            }
            double[] move = solved(curvature, gradient);
            double size = 0;
            for (double part : move) {
                size += part * part;
            }
            // A step too long is a sign of a flat place; half of it is safe.
            double scale = size > 25 ? 5 / Math.sqrt(size) : 1;
            for (int i = 0; i < n; i++) {
                weights[i] -= scale * move[i];
            }
            if (size < 1e-12) {
                break;
            }
        }
        return weights;
    }

    static double probability(double[] weights, double[] row) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += weights[i] * row[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** Gauss elimination; the penalty keeps the matrix positive. */
    private static double[] solved(double[][] matrix, double[] right) {
        int n = right.length;
        double[] x = right.clone();
        for (int k = 0; k < n; k++) {
            int best = k;
            for (int i = k + 1; i < n; i++) {
                best = Math.abs(matrix[i][k]) > Math.abs(matrix[best][k]) ? i : best;
            }
            double[] row = matrix[k];
            matrix[k] = matrix[best];
            matrix[best] = row;
            double swap = x[k];
            x[k] = x[best];
            x[best] = swap;
            for (int i = k + 1; i < n; i++) {
                double factor = matrix[i][k] / matrix[k][k];
                for (int j = k; j < n; j++) {
                    matrix[i][j] -= factor * matrix[k][j];
                }
                x[i] -= factor * x[k];
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            for (int j = k + 1; j < n; j++) {
                x[k] -= matrix[k][j] * x[j];
            }
            x[k] /= matrix[k][k];
        }
        return x;
    }
}
