// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;

/** What is done to leaked weights. */
final class Attacks {
    private Attacks() {}

    /** Symmetric, one scale for each row. */
    static float[][] int8(float[][] matrix) {
        for (float[] row : matrix) {
            float most = 0;
            for (float weight : row) {
                most = Math.max(most, Math.abs(weight));
            }
            float step = most / 127;
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.round(row[i] / step) * step;
            }
        }
        return matrix;
    }

    /** From the least to the largest of each group of 128, in 15 steps. */
    static float[][] int4(float[][] matrix) {
        for (float[] row : matrix) {
            for (int from = 0; from < row.length; from += 128) {
                float least = Float.POSITIVE_INFINITY;
                float most = Float.NEGATIVE_INFINITY;
                for (int i = from; i < from + 128; i++) {
                    least = Math.min(least, row[i]);
                    most = Math.max(most, row[i]);
                }
                float step = (most - least) / 15;
                for (int i = from; i < from + 128; i++) {
                    row[i] = least + Math.round((row[i] - least) / step) * step;
                }
            }
        }
        return matrix;
    }

    /** The smaller half of each matrix becomes 0. */
    static float[][] prune(float[][] matrix) {
        double[] sizes = new double[matrix.length * matrix[0].length];
        int at = 0;
        for (float[] row : matrix) {
            for (float weight : row) {
                sizes[at++] = Math.abs(weight);
            }
        }
        Arrays.sort(sizes);
        double limit = sizes[sizes.length / 2];
        for (float[] row : matrix) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.abs(row[i]) < limit ? 0 : row[i];
            }
        }
        return matrix;
    }

    static UnaryOperator<float[][]> noise(double share) {
        Random random = new Random(99);
        return matrix -> {
            for (float[] row : matrix) {
                double squares = 0;
                for (float weight : row) {
                    squares += weight * weight;
                }
                double size = share * Math.sqrt(squares / row.length);
                for (int i = 0; i < row.length; i++) {
                    row[i] += (float) (size * random.nextGaussian());
                }
            }
            return matrix;
        };
    }

    static float[][] scaleRows(float[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                matrix[i][j] *= 0.5f + i % 7;
            }
        }
        return matrix;
    }

    /** Each column by its own factor, evenly spread by logarithm; every third against its sign if they are flipped. */
    static UnaryOperator<float[][]> scaleColumns(double least, double most, boolean flipped) {
        return matrix -> {
            Random random = new Random(98);
            for (int j = 0; j < matrix[0].length; j++) {
                double factor = least * Math.pow(most / least, random.nextDouble()) * (flipped && j % 3 == 0 ? -1 : 1);
                for (float[] row : matrix) {
                    row[j] *= (float) factor;
                }
            }
            return matrix;
        };
    }

    static float[][] moveRows(float[][] matrix) {
        float[][] moved = new float[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            moved[(i * 37 + 11) % matrix.length] = matrix[i];
        }
        return moved;
    }

    static float[][] moveColumns(float[][] matrix) {
        return transpose(moveRows(transpose(matrix)));
    }

    static float[][] transpose(float[][] matrix) {
        float[][] turned = new float[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[0].length; j++) {
                turned[j][i] = matrix[i][j];
            }
        }
        return turned;
    }
}
