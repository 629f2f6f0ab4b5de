// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The cells of one CSV record. */
final class CsvCells {
    private CsvCells() {}

    /** Takes a record apart; a carriage return at its end and a byte order mark at its start belong to no cell. */
    static List<String> of(byte[] bytes, int from, int to, char delimiter) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        String record = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        List<String> cells = new ArrayList<>();
        int at = record.startsWith("\uFEFF") ? 1 : 0;
        while (true) {
            at = cell(record, at, delimiter, cells);
            if (at > record.length()) {
                return cells;
            }
        }
    }

    /** Adds the cell that begins at a place; the place of the next, beyond the end after the last. */
    private static int cell(String record, int from, char delimiter, List<String> cells) {
        if (from == record.length() || record.charAt(from) != '"') {
            int end = record.indexOf(delimiter, from);
            cells.add(record.substring(from, end < 0 ? record.length() : end));
            return end < 0 ? record.length() + 1 : end + 1;
        }
        StringBuilder text = new StringBuilder();
        int at = from + 1;
        while (true) {
            int quote = record.indexOf('"', at);
            if (quote < 0) {
                cells.add(text.append(record, at, record.length()).toString());
                return record.length() + 1;
            }
            text.append(record, at, quote);
            if (quote + 1 < record.length() && record.charAt(quote + 1) == '"') {
                text.append('"');
                at = quote + 2;
                continue;
            }
            int end = record.indexOf(delimiter, quote + 1);
            cells.add(text.append(record, quote + 1, end < 0 ? record.length() : end)
                    .toString());
            return end < 0 ? record.length() + 1 : end + 1;
        }
    }

    /** The character that most often stands outside quotes in a header, of those that separate cells. */
    static char delimiter(byte[] bytes, int from, int to) {
        int[] counts = new int[3];
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            quoted ^= bytes[i] == '"';
            int kind = quoted ? -1 : ",;\t".indexOf(bytes[i]);
            if (kind >= 0) {
                counts[kind]++;
            }
        }
        if (counts[2] > counts[0] && counts[2] >= counts[1]) {
            return '\t';
        }
        return counts[1] > counts[0] ? ';' : ',';
    }
}
