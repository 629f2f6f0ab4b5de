// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.RunCodec;

/**
 * Whether some rows of a suspect are the original's, and whether columns were multiplied.
 *
 * @param same how many of {@value #PROBES} rows point the same way
 * @param scaled whether a factor for each column explains much of how these rows differ: of chance it explains a 24th
 */
record Agreement(int same, boolean scaled) {
    static final int PROBES = 24;
    /** Of probed rows, for a matrix to be taken for the original's: some may be missing, pruned or replaced. */
    static final int ENOUGH = PROBES / 3;
    /** Share of the differences that factors must explain. */
    private static final double EXPLAINED = 0.25;

    static Agreement of(Matrix original, SuspectRows rows) {
        float[] own = new float[original.columns()];
        float[] other = new float[original.columns()];
        float[] run = new float[RunCodec.RUN];
        double[] products = new double[own.length];
        double[] squares = new double[own.length];
        double differences = 0;
        int same = 0;
        SuspectRows.Reader reader = rows.reader();
        for (int probe = 0; probe < PROBES; probe++) {
            int row = probed(original, probe);
            original.row(row, own, run);
            if (reader.row(row, other) && Cosine.same(own, other)) {
                same++;
                differences += add(own, other, products, squares);
            }
        }
        double explained = 0;
        for (int i = 0; i < own.length; i++) {
            // Factors are about 1; what they explain is what they do better than 1 does.
            explained += squares[i] > 0 ? products[i] * products[i] / squares[i] : 0;
        }
        return new Agreement(same, same >= ENOUGH && explained > EXPLAINED * differences);
    }

    boolean enough() {
        return same >= ENOUGH;
    }

    static int probed(Matrix original, int probe) {
        return (int) ((2L * probe + 1) * original.rows() / (2L * PROBES));
    }

    /** Adds what a row is off by, after its own factor, and by which columns' factors that is explained. */
    private static double add(float[] own, float[] other, double[] products, double[] squares) {
        double product = 0;
        double size = 0;
        for (int i = 0; i < own.length; i++) {
            if (other[i] != 0) {
                product += (double) own[i] * other[i];
                size += (double) own[i] * own[i];
            }
        }
        double factor = product / size;
        double weight = 1 / (factor * factor * size);
        double differences = 0;
        for (int i = 0; i < own.length; i++) {
            if (other[i] != 0) {
                double off = other[i] - factor * own[i];
                products[i] += weight * off * factor * own[i];
                squares[i] += weight * factor * factor * own[i] * own[i];
                differences += weight * off * off;
            }
        }
        return Double.isFinite(differences) ? differences : 0;
    }
}
