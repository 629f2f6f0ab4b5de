// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

/**
 * Inner products (or kernel values made of them) of some prompts with others: a row for each, columns of the others.
 *
 * <p>4 bytes a pair. Immutable by convention: the rows are handed out for speed and not to be changed.
 */
final class Products {
    private static final int BLOCK = 1_024;

    private final float[][] rows;

    Products(float[][] rows) {
        this.rows = rows;
    }

    /** By row, then column. */
    float[][] rows() {
        return rows;
    }

    /** Every vector with every vector; about 0.1 ns a multiplication on one core. */
    static Products within(float[][] vectors) {
        return between(vectors, vectors);
    }

    /** Every vector of {@code left} with every one of {@code right}. */
    static Products between(float[][] left, float[][] right) {
        float[][] rows = new float[left.length][right.length];
        int dimensions = left.length == 0 ? 0 : left[0].length;
        for (int from = 0; from < right.length; from += BLOCK) {
            int to = Math.min(right.length, from + BLOCK);
            float[][] columns = transposed(right, from, to, dimensions);
            for (int i = 0; i < left.length; i++) {
                System.arraycopy(products(left[i], columns, to - from), 0, rows[i], from, to - from);
            }
        }
        return new Products(rows);
    }

    /** The inner product of two vectors; in four strands, which run side by side where one sum would wait for itself. */
    static float of(float[] a, float[] b) {
        float w = 0;
        float x = 0;
        float y = 0;
        float z = 0;
        int d = 0;
        for (; d + 3 < a.length; d += 4) {
            w += a[d] * b[d];
            x += a[d + 1] * b[d + 1];
            y += a[d + 2] * b[d + 2];
            z += a[d + 3] * b[d + 3];
        }
        for (; d < a.length; d++) {
            w += a[d] * b[d];
        }
        return w + x + y + z;
    }

    private static float[][] transposed(float[][] vectors, int from, int to, int dimensions) {
        float[][] columns = new float[dimensions][to - from];
        for (int j = from; j < to; j++) {
            for (int d = 0; d < dimensions; d++) {
                columns[d][j - from] = vectors[j][d];
            }
        }
        return columns;
    }

    /* Column by column rather than as a sum for each pair: only so does the compiler use vector instructions. */
    private static float[] products(float[] vector, float[][] columns, int width) {
        float[] sums = new float[width];
        int d = 0;
        for (; d + 3 < vector.length; d += 4) {
            float a = vector[d];
            float b = vector[d + 1];
            float c = vector[d + 2];
            float e = vector[d + 3];
            float[] ca = columns[d];
            float[] cb = columns[d + 1];
            float[] cc = columns[d + 2];
            float[] ce = columns[d + 3];
            for (int j = 0; j < width; j++) {
                sums[j] += a * ca[j] + b * cb[j] + c * cc[j] + e * ce[j];
            }
        }
        for (; d < vector.length; d++) {
            float a = vector[d];
            float[] ca = columns[d];
            for (int j = 0; j < width; j++) {
                sums[j] += a * ca[j];
            }
        }
        return sums;
    }
}
