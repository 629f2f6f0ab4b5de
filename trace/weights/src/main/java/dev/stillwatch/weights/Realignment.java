// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Undoes what was done to the columns of a matrix: moved, with its rows or without, multiplied, or both.
 *
 * <p>Looks at the original and the suspect only, never at a code. Not thread-safe.
 */
final class Realignment {
    private final Matrix original;
    private final Matrix suspect;
    private final OrderSearch search;

    /** Costs four passes over both, which must be of one shape. */
    Realignment(Matrix original, Matrix suspect) {
        this.original = original;
        this.suspect = suspect;
        this.search = new OrderSearch(original, suspect);
    }

    /** With the columns where they are said to be, and rows anywhere. */
    Optional<SuspectRows.Realigned> columnsAt(Order columns) {
        return fitted(search.rowsBy(columns), columns);
    }

    /** With the rows where they are said to be, and columns anywhere. */
    Optional<SuspectRows.Realigned> rowsAt(Order rows) {
        return fitted(rows, search.columnsBy(rows));
    }

    /** With rows and columns anywhere. */
    Optional<SuspectRows.Realigned> anywhere() {
        return search.byRowsFirst()
                .flatMap(this::fitted)
                .or(() -> search.byColumnsFirst().flatMap(this::fitted));
    }

    private Optional<SuspectRows.Realigned> fitted(OrderSearch.Orders orders) {
        return fitted(orders.rows(), orders.columns());
    }

    private Optional<SuspectRows.Realigned> fitted(Order rows, Order columns) {
        return ColumnFit.of(original, picked(rows), columns).map(fit -> {
            Order same = rows.where(fit.same());
            return new SuspectRows.Realigned(picked(same), same, fit.columns());
        });
    }

    /** For rows that were found in any other way, of columns that are in place but multiplied. */
    static Optional<SuspectRows.Realigned> scaled(Matrix original, SuspectRows rows) {
        return ColumnFit.of(original, rows, Order.inPlace(original.columns()))
                .map(fit -> new SuspectRows.Realigned(rows, Order.inPlace(original.rows()), fit.columns()));
    }

    private SuspectRows picked(Order rows) {
        int[] in = IntStream.range(0, rows.length())
                .map(row -> rows.at(row) < 0 ? -1 : 0)
                .toArray();
        int[] at = IntStream.range(0, rows.length()).map(rows::at).toArray();
        return new SuspectRows.Picked(List.of(suspect), in, at);
    }
}
