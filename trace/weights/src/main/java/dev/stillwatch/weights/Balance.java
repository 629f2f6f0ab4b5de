// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Factors of a matrix's rows and columns after which every row and every column has a root mean square of one. Two matrices
 * that differ by such factors are the same when balanced, wherever their rows and columns lie (Sinkhorn, 1964). Immutable.
 */
final class Balance {
    /** After this many weights of a transformer's matrices are balanced to a thousandth. */
    private static final int PASSES = 4;

    /** A quarter of the columns is taken to be large. */
    private static final int LARGEST = 4;

    private final float[] rows;
    private final float[] columns;

    private Balance(float[] rows, float[] columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** Costs four passes. Rows and columns of nothing but 0 get a factor of 0. */
    static Balance of(SuspectRows source, int count, int width) {
        return of(source, count, width, width);
    }

    /**
     * The same, with rows' factors from their largest columns only: of columns that were multiplied by little, rounding has
     * left nothing but noise.
     */
    static Balance ofLargest(SuspectRows source, int count, int width) {
        return of(source, count, width, Math.max(1, width / LARGEST));
    }

    private static Balance of(SuspectRows source, int count, int width, int most) {
        float[] rows = new float[count];
        float[] columns = new float[width];
        Arrays.fill(columns, 1);
        for (int each = 0; each < PASSES; each++) {
            int pass = each;
            double[][] squares = new double[RowPasses.PARTS][width];
            float[] counted = new Balance(rows, columns).counted(pass == 0 ? width : most);
            RowPasses.over(source, count, width, (part, row, values) -> {
                double sum = 0;
                for (int i = 0; i < width; i++) {
                    double value = values[i] * counted[i];
                    sum += value * value;
                }
                double factor = sum > 0 ? Math.sqrt((pass == 0 ? width : most) / sum) : 0;
                rows[row] = (float) factor;
                double[] own = squares[part];
                for (int i = 0; i < width; i++) {
                    double value = values[i] * factor;
                    own[i] += value * value;
                }
            });
            for (int i = 0; i < width; i++) {
                double sum = 0;
                for (double[] part : squares) {
                    sum += part[i];
                }
                columns[i] = sum > 0 ? (float) Math.sqrt(count / sum) : 0;
            }
        }
        return new Balance(rows, columns);
    }

    /** The columns that were largest before they were balanced. */
    int[] largest() {
        return largest(Math.max(1, columns.length / LARGEST));
    }

    private int[] largest(int most) {
        return IntStream.range(0, columns.length)
                .filter(column -> columns[column] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(column -> columns[column]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private float[] counted(int most) {
        if (most == columns.length) {
            return columns.clone();
        }
        float[] counted = new float[columns.length];
        for (int column : largest(most)) {
            counted[column] = columns[column];
        }
        return counted;
    }

    /** Of the matrix's columns as rows. */
    Balance transposed() {
        return new Balance(columns, rows);
    }

    float row(int row) {
        return rows[row];
    }

    float column(int column) {
        return columns[column];
    }
}
