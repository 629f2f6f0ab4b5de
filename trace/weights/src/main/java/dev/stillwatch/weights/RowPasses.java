// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.stream.IntStream;

/** Reads all rows of a matrix, a part by each thread. */
final class RowPasses {
    /** Always as many, so that sums over rows are added in the same order. */
    static final int PARTS = 4;

    private RowPasses() {}

    /** Told of each row; of one part's rows one after the other. */
    interface Visitor {
        /** @param values scratch space of the part, where what is no finite number is 0 */
        void row(int part, int row, float[] values);
    }

    /** Visits the rows that there are. */
    static void over(SuspectRows rows, int count, int columns, Visitor visitor) {
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            SuspectRows.Reader reader = rows.reader();
            float[] values = new float[columns];
            int end = (int) ((part + 1L) * count / PARTS);
            for (int row = (int) ((long) part * count / PARTS); row < end; row++) {
                if (reader.row(row, values)) {
                    clean(values);
                    visitor.row(part, row, values);
                }
            }
        });
    }

    static void clean(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.isFinite(values[i]) ? values[i] : 0;
        }
    }
}
