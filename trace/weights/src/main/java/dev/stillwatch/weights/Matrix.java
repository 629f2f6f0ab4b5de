// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.RunCodec;
import dev.stillwatch.modelfiles.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A tensor as rows of numbers. Immutable and thread-safe while its model is open. */
record Matrix(Tensor tensor, MemorySegment weights, RunCodec codec, int rows, int columns) {

    /** Empty unless it has rows of whole runs, of a type that can be read. */
    static Optional<Matrix> of(ModelFiles model, Tensor tensor) {
        long columns = tensor.columns();
        long rows = tensor.rows();
        boolean whole = tensor.shape().size() > 1
                && rows > 0
                && rows <= Integer.MAX_VALUE
                && columns >= RunCodec.RUN
                && columns <= Integer.MAX_VALUE
                && columns % RunCodec.RUN == 0;
        return RunCodec.of(tensor.type())
                .filter(codec -> whole)
                .map(codec -> new Matrix(tensor, model.weights(tensor), codec, (int) rows, (int) columns));
    }

    int runsPerRow() {
        return columns / RunCodec.RUN;
    }

    /**
     * Reads a row.
     *
     * @param run scratch space for 32
     */
    void row(int row, float[] into, float[] run) {
        int runs = runsPerRow();
        for (int i = 0; i < runs; i++) {
            codec.read(weights, (long) row * runs + i, run);
            System.arraycopy(run, 0, into, i * RunCodec.RUN, RunCodec.RUN);
        }
    }
}
