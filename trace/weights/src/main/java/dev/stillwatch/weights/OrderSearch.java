// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the rows and columns of one matrix went in a suspect's matrix of the same shape, whatever they were multiplied by.
 *
 * <p>Who knows where columns are recognises rows by them, and the other way round. If neither is known, a few rows are
 * recognised by their {@link Signatures}, columns by these rows, rows by the clearest columns, and so on: a third of the
 * first rows being right is enough. All of it is done on balanced matrices and without signs, so that neither scales nor
 * flipped signs matter.
 *
 * <p>Costs, for a step, rows squared or columns squared times {@value #FEATURES}. Keeps {@value #FEATURES} numbers for each
 * row and column of both: 37 MB for 4,096 x 14,336. Not thread-safe.
 */
final class OrderSearch {
    /** By how many of the other kind a row or column is recognised, at most. */
    private static final int FEATURES = 256;

    private static final int ROUNDS = 3;
    /** Mean margin of correlations from which nothing more is to be gained; of matrices without relation it is 0.1. */
    private static final double CLEAR = 0.5;

    private final Matrix originalMatrix;
    private final Matrix suspectMatrix;
    private final SuspectRows original;
    private final SuspectRows suspect;
    private final int rows;
    private final int columns;
    private final Balance own;
    private final Balance other;

    OrderSearch(Matrix original, Matrix suspect) {
        this.originalMatrix = original;
        this.suspectMatrix = suspect;
        this.original = new SuspectRows.InOrder(original, 0);
        this.suspect = new SuspectRows.InOrder(suspect, 0);
        this.rows = original.rows();
        this.columns = original.columns();
        this.own = Balance.of(this.original, rows, columns);
        this.other = Balance.of(this.suspect, rows, columns);
    }

    /** For each of the original's rows and columns the suspect's; -1 if it is not known. */
    record Orders(Order rows, Order columns) {}

    /** Where each row goes by its columns: those that were scaled up most were rounded least. */
    Order rowsBy(Order columnOrder) {
        int[] known = IntStream.range(0, columns)
                .filter(column -> columnOrder.at(column) >= 0)
                .boxed()
                .sorted(Comparator.comparingDouble(column -> -scale(column, columnOrder.at(column))))
                .limit(Math.min(FEATURES, Math.max(1, columns / 2)))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Order(rowsBy(known, columnOrder, other).all());
    }

    private double scale(int column, int at) {
        return other.column(at) > 0 ? own.column(column) / other.column(at) : 0;
    }

    /** Where each column goes by its rows. */
    Order columnsBy(Order rowOrder) {
        int[] known =
                IntStream.range(0, rows).filter(row -> rowOrder.at(row) >= 0).toArray();
        int most = Math.min(FEATURES, known.length);
        int[] some = IntStream.range(0, most)
                .map(i -> known[(int) ((long) i * known.length / most)])
                .toArray();
        return new Order(columnsBy(some, rowOrder, other).all());
    }

    /**
     * Both, though neither is known; empty if nothing becomes clear. Rows' sizes tell much, of models whose columns are not
     * multiplied.
     */
    Optional<Orders> byRowsFirst() {
        Nearest first = Nearest.byDistance(
                Signatures.of(original, rows, columns, Optional.empty()),
                Signatures.of(suspect, rows, columns, Optional.empty()));
        Order order = new Order(first.all());
        return refined(first.clearest(Math.min(FEATURES, rows) / 2, true), order, other);
    }

    /** The same where columns are multiplied: the largest are still clear after rounding, and are recognised first. */
    Optional<Orders> byColumnsFirst() {
        Balance largest = Balance.ofLargest(suspect, rows, columns);
        int[] candidates = largest.largest();
        float[][] theirs = Signatures.of(
                new SuspectRows.Transposed(suspectMatrix), columns, rows, largest.transposed(), candidates);
        Nearest first = Nearest.byDistance(
                Signatures.of(new SuspectRows.Transposed(originalMatrix), columns, rows, Optional.of(own.transposed())),
                theirs);
        Order order =
                new Order(Arrays.stream(first.all()).map(at -> candidates[at]).toArray());
        Nearest byColumns = rowsBy(first.clearest(Math.min(FEATURES, columns) / 8, true), order, largest);
        return refined(
                byColumns.clearest(Math.min(FEATURES, rows * 3 / 4), false), new Order(byColumns.all()), largest);
    }

    private Optional<Orders> refined(int[] firstRows, Order firstOrder, Balance balance) {
        int[] clearRows = firstRows;
        Order rowOrder = firstOrder;
        for (int round = 0; round < ROUNDS && clearRows.length > 1; round++) {
            Nearest byRows = columnsBy(clearRows, rowOrder, balance);
            Order columnOrder = new Order(byRows.all());
            int[] clearColumns = byRows.clearest(Math.min(FEATURES, columns * 3 / 4), false);
            if (clearColumns.length < 2) {
                return Optional.empty();
            }
            Nearest byColumns = rowsBy(clearColumns, columnOrder, balance);
            rowOrder = new Order(byColumns.all());
            clearRows = byColumns.clearest(Math.min(FEATURES, rows * 3 / 4), false);
            if (byColumns.margin(clearRows) > CLEAR) {
                return Optional.of(new Orders(
                        rowOrder,
                        new Order(columnsBy(clearRows, rowOrder, balance).all())));
            }
        }
        return Optional.empty();
    }

    private Nearest columnsBy(int[] clear, Order rowOrder, Balance balance) {
        int[] there = Arrays.stream(clear).map(rowOrder::at).toArray();
        return Nearest.byCorrelation(rowFeatures(original, own, clear), rowFeatures(suspect, balance, there));
    }

    private Nearest rowsBy(int[] clear, Order columnOrder, Balance balance) {
        int[] there = Arrays.stream(clear).map(columnOrder::at).toArray();
        return Nearest.byCorrelation(columnFeatures(original, own, clear), columnFeatures(suspect, balance, there));
    }

    private float[][] rowFeatures(SuspectRows source, Balance balance, int[] which) {
        float[][] features = new float[which.length][columns];
        SuspectRows.Reader reader = source.reader();
        for (int i = 0; i < which.length; i++) {
            float[] feature = features[i];
            if (reader.row(which[i], feature)) {
                RowPasses.clean(feature);
                for (int column = 0; column < columns; column++) {
                    feature[column] = Math.abs(feature[column]) * balance.row(which[i]) * balance.column(column);
                }
            }
        }
        return features;
    }

    private float[][] columnFeatures(SuspectRows source, Balance balance, int[] which) {
        float[][] features = new float[which.length][rows];
        RowPasses.over(source, rows, columns, (_, row, values) -> {
            for (int i = 0; i < which.length; i++) {
                features[i][row] = Math.abs(values[which[i]]) * balance.row(row) * balance.column(which[i]);
            }
        });
        return features;
    }
}
