// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.Arrays;
import java.util.Optional;

/**
 * By what each column was multiplied, from the rows of both matrices: a regression on the original's weights, after each
 * row's own factor.
 *
 * <p>A factor fitted over n rows takes a share of about 1/n of what recipients' marks differ by, so a mark stays. Columns in
 * which nothing of the original is left are dropped. First all is fitted on 64 rows in memory, then in one pass. Immutable.
 */
final class ColumnFit {
    private static final int SAMPLED = 64;
    private static final int STEPS = 6;
    /** Of rows, that must point the same way once columns are in place. */
    private static final int ENOUGH = 3;
    /** Square of how far weights move without any attack, so that columns are not told apart by less. */
    private static final double FLOOR = 1e-5;

    private final Columns columns;
    private final boolean[] same;

    private ColumnFit(Columns columns, boolean[] same) {
        this.columns = columns;
        this.same = same;
    }

    /** Fits; empty if too few of the rows agree. */
    static Optional<ColumnFit> of(Matrix original, SuspectRows suspect, Order order) {
        SuspectRows own = new SuspectRows.InOrder(original, 0);
        Guess guess = Guess.of(original, own, suspect, order);
        Sums sums = new Sums(original.columns());
        boolean[] same = new boolean[original.rows()];
        Sums[] parts = new Sums[RowPasses.PARTS];
        Arrays.setAll(parts, _ -> new Sums(original.columns()));
        SuspectRows.Reader[] readers = new SuspectRows.Reader[RowPasses.PARTS];
        float[][] rows = new float[RowPasses.PARTS][original.columns()];
        Arrays.setAll(readers, _ -> suspect.reader());
        RowPasses.over(own, original.rows(), original.columns(), (part, row, values) -> {
            if (readers[part].row(row, rows[part])) {
                RowPasses.clean(rows[part]);
                same[row] = parts[part].add(values, order.of(rows[part]), guess);
            }
        });
        int agreeing = 0;
        for (boolean each : same) {
            agreeing += each ? 1 : 0;
        }
        if (agreeing * ENOUGH < original.rows()) {
            return Optional.empty();
        }
        for (Sums part : parts) {
            sums.add(part);
        }
        return Optional.of(new ColumnFit(sums.columns(order, agreeing), same));
    }

    Columns columns() {
        return columns;
    }

    /** Whether a row points the same way in both. */
    boolean[] same() {
        return same.clone();
    }

    /** From a few rows: one factor for each row and each column, by turns, so that signs come out as well. */
    private static final class Guess {
        private final float[][] ours;
        private final float[][] theirs;
        private int count;
        private double[] scales;
        private double least;

        private Guess(int rows, int width) {
            ours = new float[rows][width];
            theirs = new float[rows][width];
            scales = new double[width];
        }

        static Guess of(Matrix original, SuspectRows own, SuspectRows suspect, Order order) {
            Guess guess = new Guess(Math.min(SAMPLED, original.rows()), original.columns());
            guess.read(original.rows(), own.reader(), suspect.reader(), order);
            guess.start();
            for (int step = 0; step < STEPS; step++) {
                guess.improve();
            }
            return guess;
        }

        private void read(int rows, SuspectRows.Reader own, SuspectRows.Reader suspect, Order order) {
            float[] values = new float[order.length()];
            for (int i = 0; i < ours.length; i++) {
                int row = (int) ((2L * i + 1) * rows / (2L * ours.length));
                if (suspect.row(row, values)) {
                    RowPasses.clean(values);
                    own.row(row, ours[count]);
                    RowPasses.clean(ours[count]);
                    theirs[count] = order.of(values);
                    normalise(ours[count]);
                    normalise(theirs[count]);
                    count++;
                }
            }
        }

        private void start() {
            double[] sizes = new double[scales.length];
            for (int column = 0; column < scales.length && count > 0; column++) {
                double squares = 0;
                double others = 0;
                for (int i = 0; i < count; i++) {
                    squares += ours[i][column] * ours[i][column];
                    others += theirs[i][column] * theirs[i][column];
                }
                double sign = Math.signum(ours[0][column] * theirs[0][column]);
                scales[column] = squares > 0 ? sign * Math.sqrt(others / squares) : 0;
                sizes[column] = others;
            }
            least = Cosine.least(sizes);
        }

        private void improve() {
            double[] products = new double[scales.length];
            double[] squares = new double[scales.length];
            for (int i = 0; i < count; i++) {
                double factor = factor(ours[i], theirs[i], scales);
                for (int column = 0; column < scales.length; column++) {
                    if (theirs[i][column] != 0) {
                        products[column] += factor * ours[i][column] * theirs[i][column];
                        squares[column] += factor * factor * ours[i][column] * ours[i][column];
                    }
                }
            }
            for (int column = 0; column < scales.length; column++) {
                scales[column] = squares[column] > 0 ? products[column] / squares[column] : 0;
            }
        }

        private static double factor(float[] own, float[] other, double[] scales) {
            double product = 0;
            double squares = 0;
            for (int i = 0; i < own.length; i++) {
                if (other[i] != 0) {
                    double expected = own[i] * scales[i];
                    product += expected * other[i];
                    squares += expected * expected;
                }
            }
            return squares > 0 ? product / squares : 0;
        }

        private static void normalise(float[] values) {
            double squares = 0;
            for (float value : values) {
                squares += (double) value * value;
            }
            double factor = squares > 0 ? Math.sqrt(values.length / squares) : 0;
            for (int i = 0; i < values.length; i++) {
                values[i] *= (float) factor;
            }
        }
    }

    /** Of the rows that point the same way. */
    private static final class Sums {
        private final double[] products;
        private final double[] squares;
        private final double[] others;
        private double factors;

        Sums(int width) {
            products = new double[width];
            squares = new double[width];
            others = new double[width];
        }

        /** Adds a row if it points the way that is expected, and says whether it does. */
        boolean add(float[] own, float[] other, Guess guess) {
            double factor = Guess.factor(own, other, guess.scales);
            if (factor == 0 || Cosine.expected(own, guess.scales, other) < guess.least) {
                return false;
            }
            double size = 0;
            for (float value : own) {
                size += (double) value * value;
            }
            double weight = own.length / (size * factor * factor);
            factors += Math.abs(factor);
            for (int i = 0; i < own.length; i++) {
                if (other[i] != 0) {
                    products[i] += weight * factor * own[i] * other[i];
                    squares[i] += weight * factor * factor * own[i] * own[i];
                    others[i] += weight * other[i] * other[i];
                }
            }
            return true;
        }

        void add(Sums more) {
            factors += more.factors;
            for (int i = 0; i < products.length; i++) {
                products[i] += more.products[i];
                squares[i] += more.squares[i];
                others[i] += more.others[i];
            }
        }

        Columns columns(Order order, int rows) {
            float[] scales = new float[products.length];
            double[] noise = new double[products.length];
            boolean[] known = new boolean[products.length];
            double[] usual = new double[products.length];
            int count = 0;
            for (int i = 0; i < products.length; i++) {
                double product = products[i] * products[i];
                double both = squares[i] * others[i];
                // Six standard deviations of what chance gives: less is no column of the original any more.
                known[i] = order.at(i) >= 0 && product > 36.0 / rows * both && product > 0;
                if (known[i]) {
                    scales[i] = (float) (products[i] / squares[i] * factors / rows);
                    noise[i] = Math.max(0, both / product - 1) + FLOOR;
                    usual[count++] = noise[i];
                }
            }
            Arrays.sort(usual, 0, count);
            double median = count == 0 ? 1 : usual[count / 2];
            float[] trust = new float[products.length];
            for (int i = 0; i < trust.length; i++) {
                trust[i] = known[i] ? (float) Math.sqrt(median / noise[i]) : 0;
            }
            return new Columns(order.where(known), scales, trust);
        }
    }
}
