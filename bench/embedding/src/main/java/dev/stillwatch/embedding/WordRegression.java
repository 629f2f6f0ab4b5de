// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

/**
 * Fits word vectors so that their sum over the words of a text, divided by the root of their number, approximates a
 * target of the text: least squares, held to a first guess of each vector by a ridge penalty.
 *
 * <p>Conjugate gradients, preconditioned by the diagonal, one system for each dimension with the same matrix. O(words in
 * texts * dimensions) for each of {@value #ROUNDS} rounds.
 */
final class WordRegression {
    private static final int ROUNDS = 40;

    private final int[][] texts;
    private final double penalty;

    /**
     * @param texts indices of the words of each text, with repeats
     * @param penalty of the squared distance from the first guess, above 0
     */
    WordRegression(int[][] texts, double penalty) {
        this.texts = texts;
        this.penalty = penalty;
    }

    /** The fitted vectors. */
    double[][] fit(double[][] targets, double[][] guess) {
        int words = guess.length;
        int size = guess[0].length;
        double[][] residual = new double[texts.length][];
        double[][] sums = apply(guess, size);
        for (int t = 0; t < texts.length; t++) {
            residual[t] = new double[size];
            for (int d = 0; d < size; d++) {
                residual[t][d] = targets[t][d] - sums[t][d];
            }
        }
        double[] diagonal = diagonal(words);
        double[][] r = transpose(residual, words, size);
        double[][] moved = new double[words][size];
        double[][] direction = scaled(r, diagonal);
        double[] before = inner(r, scaled(r, diagonal));
        for (int round = 0; round < ROUNDS; round++) {
            double[][] image = transpose(apply(direction, size), words, size);
            add(image, direction, constant(penalty, size));
            double[] curve = inner(direction, image);
            double[] step = new double[size];
            double[] back = new double[size];
            for (int d = 0; d < size; d++) {
                step[d] = curve[d] > 0 ? before[d] / curve[d] : 0;
                back[d] = -step[d];
            }
            add(moved, direction, step);
            add(r, image, back);
            double[][] next = scaled(r, diagonal);
            double[] after = inner(r, next);
            double[] keep = new double[size];
            for (int d = 0; d < size; d++) {
                keep[d] = before[d] > 0 ? after[d] / before[d] : 0;
            }
            add(next, direction, keep);
            direction = next;
            before = after;
        }
        add(moved, guess, constant(1, size));
        return moved;
    }

    private double[][] apply(double[][] vectors, int size) {
        double[][] sums = new double[texts.length][size];
        for (int t = 0; t < texts.length; t++) {
            double scale = scale(texts[t]);
            for (int word : texts[t]) {
                for (int d = 0; d < size; d++) {
                    sums[t][d] += scale * vectors[word][d];
                }
            }
        }
        return sums;
    }

    private double[][] transpose(double[][] values, int words, int size) {
        double[][] sums = new double[words][size];
        for (int t = 0; t < texts.length; t++) {
            double scale = scale(texts[t]);
            for (int word : texts[t]) {
                for (int d = 0; d < size; d++) {
                    sums[word][d] += scale * values[t][d];
                }
            }
        }
        return sums;
    }

    private double[] diagonal(int words) {
        double[] diagonal = constant(penalty, words);
        for (int[] text : texts) {
            for (int word : text) {
                diagonal[word] += 1.0 / text.length;
            }
        }
        return diagonal;
    }

    private static double scale(int[] text) {
        return text.length == 0 ? 0 : 1 / Math.sqrt(text.length);
    }

    private static double[] constant(double value, int length) {
        double[] all = new double[length];
        java.util.Arrays.fill(all, value);
        return all;
    }

    private static double[][] scaled(double[][] rows, double[] divisors) {
        double[][] scaled = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            scaled[i] = rows[i].clone();
            for (int d = 0; d < scaled[i].length; d++) {
                scaled[i][d] /= divisors[i];
            }
        }
        return scaled;
    }

    private static double[] inner(double[][] a, double[][] b) {
        double[] sums = new double[a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int d = 0; d < sums.length; d++) {
                sums[d] += a[i][d] * b[i][d];
            }
        }
        return sums;
    }

    private static void add(double[][] to, double[][] rows, double[] times) {
        for (int i = 0; i < to.length; i++) {
            for (int d = 0; d < times.length; d++) {
                to[i][d] += times[d] * rows[i][d];
            }
        }
    }
}
