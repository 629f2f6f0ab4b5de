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
        return rows.reader().row(at, other) && of(own, other) > least(own.length);
    }

    /** Six standard deviations of what chance gives, between a fifth and nine tenths. */
    private static double least(int columns) {
        return Math.clamp(6 / Math.sqrt(columns), 0.2, 0.9);
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
