// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.RunCodec;
import java.util.List;

/** Where the rows of one of the original's matrices lie in the suspect. Immutable and thread-safe. */
sealed interface SuspectRows {

    /** Reads one row at a time; not thread-safe, each thread asks for its own. */
    interface Reader {
        /** Reads the counterpart of the original's row; false if there is none. */
        boolean row(int row, float[] into);
    }

    Reader reader();

    /** One after the other. */
    record InOrder(Matrix matrix, int first) implements SuspectRows {
        @Override
        public Reader reader() {
            float[] run = new float[RunCodec.RUN];
            return (row, into) -> {
                matrix.row(first + row, into, run);
                return true;
            };
        }
    }

    /** Each somewhere else: {@code matrix[row]} says in which of the matrices, -1 for none, and {@code at[row]} where. */
    final class Picked implements SuspectRows {
        private final List<Matrix> matrices;
        private final int[] matrix;
        private final int[] at;

        Picked(List<Matrix> matrices, int[] matrix, int[] at) {
            this.matrices = List.copyOf(matrices);
            this.matrix = matrix.clone();
            this.at = at.clone();
        }

        @Override
        public Reader reader() {
            float[] run = new float[RunCodec.RUN];
            return (row, into) -> {
                if (matrix[row] < 0) {
                    return false;
                }
                matrices.get(matrix[row]).row(at[row], into, run);
                return true;
            };
        }
    }

    /**
     * With columns in another order, or multiplied. Its reader gives rows in the original's order and size, and NaN for
     * columns of which nothing is left.
     *
     * @param source the suspect's rows with its columns
     * @param order where the rows are
     */
    record Realigned(SuspectRows source, Order order, Columns columns) implements SuspectRows {
        @Override
        public Reader reader() {
            Reader inner = source.reader();
            float[] moved = new float[columns.order().length()];
            return (row, into) -> {
                boolean there = inner.row(row, moved);
                for (int i = 0; there && i < moved.length; i++) {
                    into[i] = columns.at(i) < 0 ? Float.NaN : moved[columns.at(i)] / columns.scale(i);
                }
                return there;
            };
        }
    }

    /** Rows are the suspect's columns; 32 of them are read at once. */
    record Transposed(Matrix matrix) implements SuspectRows {
        @Override
        public Reader reader() {
            return new Strip(matrix);
        }
    }

    /** Thirty-two columns of a matrix. */
    final class Strip implements Reader {
        private final Matrix matrix;
        private final float[][] strip;
        private final float[] run = new float[RunCodec.RUN];
        private int from = -1;

        private Strip(Matrix matrix) {
            this.matrix = matrix;
            this.strip = new float[RunCodec.RUN][matrix.rows()];
        }

        @Override
        public boolean row(int row, float[] into) {
            int block = row / RunCodec.RUN;
            if (block != from) {
                for (int i = 0; i < matrix.rows(); i++) {
                    matrix.codec().read(matrix.weights(), (long) i * matrix.runsPerRow() + block, run);
                    for (int j = 0; j < RunCodec.RUN; j++) {
                        strip[j][i] = run[j];
                    }
                }
                from = block;
            }
            System.arraycopy(strip[row % RunCodec.RUN], 0, into, 0, matrix.rows());
            return true;
        }
    }
}
