// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;
import java.util.Random;

/**
 * The mean of four Gaussian kernels with 0.5, 1, 2 and 4 times a bandwidth, for vectors of length 1.
 *
 * @param bandwidth in Euclidean distance, above 0
 */
record GaussianKernel(double bandwidth) {
    private static final int SAMPLE = 2_000;
    private static final int CELLS = 1 << 15;

    /** The median heuristic: the median distance between two of at most {@value #SAMPLE} ordinary prompts. */
    static GaussianKernel median(Items items, int[] pool, Random random) {
        int[] sample = Draw.without(pool, Math.min(SAMPLE, pool.length), random);
        Products cosines = Products.within(items.vectors(sample));
        float[] distances = new float[sample.length * (sample.length - 1) / 2];
        int pairs = 0;
        for (int a = 0; a < sample.length; a++) {
            for (int b = 0; b < a; b++) {
                float squared = 2 - 2 * cosines.rows()[a][b];
                if (squared > 0) {
                    distances[pairs++] = squared;
                }
            }
        }
        float[] positive = Arrays.copyOf(distances, pairs);
        Arrays.sort(positive);
        return new GaussianKernel(pairs == 0 ? 1 : Math.sqrt(positive[(pairs - 1) / 2]));
    }

    /** The kernel of two vectors with this cosine. */
    double of(double cosine) {
        double squared = Math.max(0, 2 - 2 * cosine);
        // The other three are powers of the widest: exp(-d/32) to the 4th, 16th and 64th.
        double widest = Math.exp(-squared / (32 * bandwidth * bandwidth));
        double second = widest * widest * widest * widest;
        double third = second * second * second * second;
        double narrowest = third * third * third * third;
        return (widest + second + third + narrowest) / 4;
    }

    /** The kernel of each pair; from a table so fine that its error is below a float's. */
    Products of(Products cosines) {
        double[] table = new double[CELLS + 2];
        Arrays.setAll(table, cell -> of(2.0 * cell / CELLS - 1));
        float[][] rows = new float[cosines.rows().length][];
        for (int i = 0; i < rows.length; i++) {
            float[] from = cosines.rows()[i];
            float[] to = new float[from.length];
            for (int j = 0; j < to.length; j++) {
                double place = Math.clamp((from[j] + 1.0) * (CELLS / 2.0), 0, CELLS);
                int cell = (int) place;
                to[j] = (float) (table[cell] + (place - cell) * (table[cell + 1] - table[cell]));
            }
            rows[i] = to;
        }
        return new Products(rows);
    }
}
