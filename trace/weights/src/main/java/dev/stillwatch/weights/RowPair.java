// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.RunCodec;
import java.util.Arrays;
import java.util.Optional;

/** A row of the original and its counterpart, made comparable. Not thread-safe. */
final class RowPair {
    /** Two values closer than this, relative to their run's size, are one value that was stored with rounding. */
    private static final float SAME = 1e-6f;
    /** More distinct values in a run are no coarse grid. */
    private static final int MOST_VALUES = 26;

    private final Matrix original;
    private final SuspectRows.Reader reader;
    /** Of a suspect whose columns were moved or multiplied. */
    private final Optional<Columns> columns;

    private final float[] own;
    private final float[] other;
    /** As the suspect has them; the same as {@code other} if its columns are where they were. */
    private final float[] raw;

    private final float[] sizes;
    private final float[] run = new float[RunCodec.RUN];
    private final Grid grid = new Grid();
    /** Of each of the suspect's runs, as far as they were looked at in this row. */
    private final Grid[] grids;

    private final float[] moves = new float[RunCodec.RUN];
    private final float[] steps = new float[RunCodec.RUN];
    private final boolean[] zeros = new boolean[RunCodec.RUN];
    private double scale = 1;

    RowPair(Matrix original, SuspectRows suspect) {
        this.original = original;
        this.columns = suspect instanceof SuspectRows.Realigned realigned
                ? Optional.of(realigned.columns())
                : Optional.empty();
        this.reader = (suspect instanceof SuspectRows.Realigned realigned ? realigned.source() : suspect).reader();
        this.own = new float[original.columns()];
        this.other = new float[original.columns()];
        this.raw = columns.isPresent() ? new float[original.columns()] : other;
        this.sizes = new float[original.runsPerRow()];
        this.grids = new Grid[columns.isPresent() ? sizes.length : 0];
        Arrays.setAll(grids, _ -> new Grid());
    }

    /** Reads a row; false if the suspect has none, or nothing in it that is a number. */
    boolean read(int row, boolean unscale) {
        if (!reader.row(row, raw)) {
            return false;
        }
        columns.ifPresent(this::realign);
        original.row(row, own, run);
        for (int i = 0; i < sizes.length; i++) {
            System.arraycopy(own, i * RunCodec.RUN, run, 0, RunCodec.RUN);
            sizes[i] = Runs.size(run);
        }
        scale = 1;
        return !unscale || unscale();
    }

    private void realign(Columns moved) {
        for (int i = 0; i < other.length; i++) {
            other[i] = moved.at(i) < 0 ? Float.NaN : raw[moved.at(i)] / moved.scale(i);
        }
        for (Grid each : grids) {
            each.known = false;
        }
    }

    private boolean unscale() {
        double product = 0;
        double squares = 0;
        for (int i = 0; i < own.length; i++) {
            // Pruned weights say nothing of the scale of the others.
            if (other[i] != 0 && !Float.isNaN(other[i])) {
                double weight = (double) own[i] * trust(i) * trust(i);
                product += weight * other[i];
                squares += weight * own[i];
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

    /** Whether the suspect has anything of a weight. */
    boolean has(int at) {
        return !Float.isNaN(other[at]);
    }

    /** How much a weight's column tells, in proportion to the usual column. */
    float trust(int at) {
        return columns.isPresent() ? columns.get().trust(at) : 1;
    }

    /** Looks at the suspect's values in a run, for {@link #step} and {@link #isZero}. */
    void look(int at) {
        for (int i = 0; i < RunCodec.RUN; i++) {
            moves[i] = move(at * RunCodec.RUN + i);
        }
        if (columns.isPresent()) {
            lookWherever(at, columns.get());
            return;
        }
        grid.look(other, at, sizes[at], run);
        Arrays.fill(steps, grid.step / sizes[at]);
        for (int i = 0; i < RunCodec.RUN; i++) {
            zeros[i] = other[at * RunCodec.RUN + i] == grid.zero;
        }
    }

    /** Weights that moved were rounded together with those that they stand among now. */
    private void lookWherever(int at, Columns moved) {
        for (int i = 0; i < RunCodec.RUN; i++) {
            int to = moved.at(at * RunCodec.RUN + i);
            if (to < 0) {
                continue;
            }
            Grid each = grids[to / RunCodec.RUN];
            if (!each.known) {
                System.arraycopy(raw, to / RunCodec.RUN * RunCodec.RUN, run, 0, RunCodec.RUN);
                each.look(raw, to / RunCodec.RUN, Runs.size(run), run);
            }
            double factor = Math.abs(moved.scale(at * RunCodec.RUN + i) * scale);
            steps[i] = (float) (each.step / factor / sizes[at]);
            zeros[i] = raw[to] == each.zero;
        }
    }

    /** Of the run looked at, what {@link #move} says. */
    float moved(int i) {
        return moves[i];
    }

    /** Whether columns count in different ways. */
    boolean isRealigned() {
        return columns.isPresent();
    }

    /** Of the run looked at, the step between the values that a weight was rounded to, relative to the run's size. */
    float step(int i) {
        return steps[i];
    }

    /** Of the run looked at, whether a weight is what 0 became: on a grid the value next to it, else 0 itself. */
    boolean isZero(int i) {
        return zeros[i];
    }

    /** The values that one of the suspect's runs was rounded to. */
    private static final class Grid {
        /** 0 if there are too many values. */
        private float step;

        private float zero;
        private boolean known;

        void look(float[] values, int at, float size, float[] run) {
            System.arraycopy(values, at * RunCodec.RUN, run, 0, RunCodec.RUN);
            Arrays.sort(run);
            float same = SAME * size;
            float least = Float.POSITIVE_INFINITY;
            int count = 1;
            zero = run[0];
            for (int i = 1; i < run.length; i++) {
                float gap = run[i] - run[i - 1];
                if (gap > same) {
                    least = Math.min(least, gap);
                    count++;
                }
                zero = Math.abs(run[i]) < Math.abs(zero) ? run[i] : zero;
            }
            step = count <= MOST_VALUES && Float.isFinite(least / size) ? least : 0;
            zero = step > 0 ? zero : 0;
            known = true;
        }
    }
}
