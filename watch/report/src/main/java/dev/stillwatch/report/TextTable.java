// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of aligned columns for a terminal. Columns that do not fit are left out, the least important first; a cell too
 * wide for its column ends in an ellipsis. Not thread-safe.
 */
final class TextTable {
    private static final String GAP = "  ";

    /**
     * A column.
     *
     * @param importance columns with the least go first when the terminal is narrow
     */
    record Column(String title, boolean number, int importance) {}

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a row of as many cells as there are columns. */
    void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** The table, each line ending with a line break. */
    String render(int width) {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            shown.add(i);
        }
        while (shown.size() > 1 && widthOf(shown) > width) {
            shown.remove((Object) leastImportant(shown));
        }
        int excess = Math.max(0, widthOf(shown) - width);
        StringBuilder out = new StringBuilder();
        line(out, columns.stream().map(Column::title).toList(), shown, excess);
        rows.forEach(row -> line(out, row, shown, excess));
        return out.toString();
    }

    private void line(StringBuilder out, List<String> cells, List<Integer> shown, int excess) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown.size(); i++) {
            int column = shown.get(i);
            int width = Math.max(4, widthOf(column) - (i == 0 ? excess : 0));
            String cell = VisibleText.shortened(cells.get(column), width);
            String space = " ".repeat(Math.max(0, width - cell.length()));
            line.append(i == 0 ? "" : GAP).append(columns.get(column).number() ? space + cell : cell + space);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private int leastImportant(List<Integer> shown) {
        int least = shown.getFirst();
        for (int column : shown) {
            if (columns.get(column).importance() < columns.get(least).importance()) {
                least = column;
            }
        }
        return least;
    }

    private int widthOf(List<Integer> shown) {
        return shown.stream().mapToInt(this::widthOf).sum() + GAP.length() * (shown.size() - 1);
    }

    private int widthOf(int column) {
        return Math.max(
                columns.get(column).title().length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
}
