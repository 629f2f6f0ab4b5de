// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.RunCodec;

/** Whether two rows point the same way. */
final class Cosine {
    private Cosine() {}

    /** Whether a suspect's row can be taken for the original's: rows without relation never come so close. */
    static boolean same(Matrix original, int row, SuspectRows rows, int at) {
        float[] own = new float[original.columns()];
        float[] other = new float[original.columns()];
        original.row(row, own, new float[RunCodec.RUN]);
        return rows.reader().row(at, other) && same(own, other);
    }

    /** Of two rows. */
    static boolean same(float[] own, float[] other) {
        return of(own, other) > least(own.length);
    }

    /** Six standard deviations of what chance gives, between a fifth and nine tenths. */
    private static double least(int columns) {
        return Math.clamp(6 / Math.sqrt(columns), 0.2, 0.9);
    }

    /** The same where some columns are larger than others, as if there were fewer: from their mean squares. */
    static double least(double[] squares) {
        double sum = 0;
        double fourths = 0;
        for (double square : squares) {
            sum += square;
            fourths += square * square;
        }
        return fourths > 0 ? Math.clamp(6 * Math.sqrt(fourths) / sum, 0.2, 0.9) : 1;
    }

    /** With a row whose columns are multiplied. */
    static double expected(float[] own, double[] scales, float[] other) {
        float[] expected = new float[own.length];
        for (int i = 0; i < own.length; i++) {
            expected[i] = (float) (own[i] * scales[i]);
        }
        return of(expected, other);
    }

    static double of(float[] first, float[] second) {
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < first.length; i++) {
            product += (double) first[i] * second[i];
            squares += (double) first[i] * first[i];
            otherSquares += (double) second[i] * second[i];
        }
        double size = Math.sqrt(squares * otherSquares);
        return size > 0 ? Math.abs(product) / size : 0;
    }
}
