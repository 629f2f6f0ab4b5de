// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a text into rows such that a broken row costs no other row.
 *
 * <p>A quotation mark left open would otherwise swallow all that follows. Rows are cut at line ends outside quotation
 * marks; a line that looks like a new row's start ends an open one, which is then reported.
 */
final class ListRows {
    private final ListFile file;
    private final int columns;
    private final char separator;
    private final CsvReader.CsvReaderBuilder reader;
    private final List<ListRow> rows = new ArrayList<>();
    private final List<ListProblem> problems = new ArrayList<>();

    private ListRows(ListFile file, char separator, int columns) {
        this.file = file;
        this.columns = columns;
        this.separator = separator;
        this.reader = CsvReader.builder()
                .fieldSeparator(separator)
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(true);
    }

    /**
     * @param rowStart what the first bytes of each row look like, or null if every line is a row
     */
    static ListRows read(
            ListFile file, char separator, int columns, @org.jspecify.annotations.Nullable Pattern rowStart) {
        ListRows result = new ListRows(file, separator, columns);
        result.cut(rowStart);
        return result;
    }

    List<ListRow> rows() {
        return rows;
    }

    List<ListProblem> problems() {
        return problems;
    }

    private void cut(@org.jspecify.annotations.Nullable Pattern rowStart) {
        String text = file.text();
        StringBuilder open = new StringBuilder();
        long openedAt = 0;
        long line = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            boolean ended = end >= 0;
            String next = text.substring(at, ended ? end : text.length());
            at = ended ? end + 1 : text.length();
            line++;
            // OFAC ends its files with a DOS end mark on a line of its own.
            next = next.replace("\u001a", "");
            if (next.endsWith("\r")) {
                next = next.substring(0, next.length() - 1);
            }
            if (!open.isEmpty() && rowStart != null && rowStart.matcher(next).find()) {
                add(openedAt, open.toString(), false);
                open.setLength(0);
            }
            if (open.isEmpty()) {
                openedAt = line;
            } else {
                open.append('\n');
            }
            open.append(next);
            if (rowStart == null || evenQuotes(open)) {
                if (!open.toString().isBlank()) {
                    add(openedAt, open.toString(), at >= text.length() && !ended);
                }
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            add(openedAt, open.toString(), true);
        }
    }

    private void add(long line, String text, boolean atOpenEnd) {
        ListRow row;
        boolean broken = false;
        try {
            row = new ListRow(line, reader.ofSingleCsvRecord(text).getFields());
        } catch (CsvParseException e) {
            broken = true;
            // Quotation marks within a field that are not doubled: cut at separators alone.
            row = new ListRow(
                    line,
                    Arrays.stream(text.split(Pattern.quote(String.valueOf(separator)), -1))
                            .map(field -> field.strip().replaceAll("^\"|\"$", ""))
                            .toList());
        }
        if (row.fields().size() != columns) {
            String found = row.fields().size() + " columns instead of " + columns;
            problems.add(
                    atOpenEnd
                            ? new ListProblem(
                                    file.name(),
                                    line,
                                    found
                                            + " in the last row: the file is cut off here; fetch it again. What is there is used",
                                    true)
                            : new ListProblem(file.name(), line, found + "; what is there is used", false));
        } else if (!evenQuotes(text) || broken) {
            problems.add(new ListProblem(
                    file.name(), line, "a quotation mark is not where it belongs; what is there is used", atOpenEnd));
        }
        rows.add(row);
    }

    private static boolean evenQuotes(CharSequence text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 0;
    }
}
