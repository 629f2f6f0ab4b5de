// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.RunCodec;
import java.util.Arrays;

/** A row of the original and its counterpart, made comparable. Not thread-safe. */
final class RowPair {
    /** Two values closer than this, relative to their run's size, are one value that was stored with rounding. */
    private static final float SAME = 1e-6f;
    /** More distinct values in a run are no coarse grid. */
    private static final int MOST_VALUES = 26;

    private final Matrix original;
    private final SuspectRows.Reader reader;
    private final float[] own;
    private final float[] other;
    private final float[] sizes;
    private final float[] run = new float[RunCodec.RUN];
    private double scale = 1;
    private float step;
    private float zero;

    RowPair(Matrix original, SuspectRows suspect) {
        this.original = original;
        this.reader = suspect.reader();
        this.own = new float[original.columns()];
        this.other = new float[original.columns()];
        this.sizes = new float[original.runsPerRow()];
    }

    /** Reads a row; false if the suspect has none, or nothing in it that is a number. */
    boolean read(int row, boolean unscale) {
        if (!reader.row(row, other)) {
            return false;
        }
        original.row(row, own, run);
        for (int i = 0; i < sizes.length; i++) {
            System.arraycopy(own, i * RunCodec.RUN, run, 0, RunCodec.RUN);
            sizes[i] = Runs.size(run);
        }
        scale = 1;
        return !unscale || unscale();
    }

    private boolean unscale() {
        double product = 0;
        double squares = 0;
        for (int i = 0; i < own.length; i++) {
            // Pruned weights say nothing of the scale of the others.
            if (other[i] != 0) {
                product += (double) own[i] * other[i];
                squares += (double) own[i] * own[i];
            }
        }
        scale = product / squares;
        if (!Double.isFinite(scale) || scale == 0) {
            return false;
        }
        for (int i = 0; i < other.length; i++) {
            other[i] = (float) (other[i] / scale);
        }
        return true;
    }

    /** By what the suspect's row was multiplied. */
    double scale() {
        return scale;
    }

    float own(int at) {
        return own[at];
    }

    float suspect(int at) {
        return other[at];
    }

    /** By how much a weight moved, relative to the root mean square of its run; 0 where that is not known. */
    float move(int at) {
        float move = (other[at] - own[at]) / sizes[at / RunCodec.RUN];
        return Float.isFinite(move) ? move : 0;
    }

    /** Looks at the suspect's values in a run, for {@link #step} and {@link #isZero}. */
    void look(int at) {
        System.arraycopy(other, at * RunCodec.RUN, run, 0, RunCodec.RUN);
        Arrays.sort(run);
        float same = SAME * sizes[at];
        float least = Float.POSITIVE_INFINITY;
        int values = 1;
        zero = run[0];
        for (int i = 1; i < run.length; i++) {
            float gap = run[i] - run[i - 1];
            if (gap > same) {
                least = Math.min(least, gap);
                values++;
            }
            zero = Math.abs(run[i]) < Math.abs(zero) ? run[i] : zero;
        }
        float relative = least / sizes[at];
        step = values <= MOST_VALUES && Float.isFinite(relative) ? relative : 0;
        zero = step > 0 ? zero : 0;
    }

    /** The step between the values looked at, relative to the root mean square; 0 if they are on no grid. */
    float step() {
        return step;
    }

    /** Whether a weight is what 0 became: on a grid the value next to it, else 0 itself. */
    boolean isZero(int at) {
        return other[at] == zero;
    }
}
