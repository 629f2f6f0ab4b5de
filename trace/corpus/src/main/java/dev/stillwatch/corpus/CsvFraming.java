// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import dev.stillwatch.ingest.Bounds;
import dev.stillwatch.ingest.Framing;

/** Each record of a CSV file, over as many lines as its quoted cells take (RFC 4180). Single-threaded. */
final class CsvFraming extends Framing {
    private final byte delimiter;
    private boolean quoted;
    private boolean cellStarts = true;
    /** Whether the last byte was a quote within a quoted cell, which ends the cell or stands for one quote. */
    private boolean quoteSeen;

    CsvFraming(char delimiter) {
        this.delimiter = (byte) delimiter;
    }

    @Override
    protected void scan(byte[] buffer, int from, int to, Bounds bounds) {
        int start = open() >= 0 ? open() : from;
        for (int i = from; i < to; i++) {
            byte b = buffer[i];
            if (quoted) {
                if (quoteSeen) {
                    quoteSeen = false;
                    if (b == '"') {
                        continue;
                    }
                    quoted = false;
                } else {
                    quoteSeen = b == '"';
                    continue;
                }
            }
            if (b == '\n') {
                bounds.add(start, i);
                start = i + 1;
                cellStarts = true;
            } else if (b == delimiter) {
                cellStarts = true;
            } else if (cellStarts && b == '"') {
                quoted = true;
                cellStarts = false;
            } else if (!isByteOrderMark(b)) {
                cellStarts = false;
            }
        }
        openAt(start);
    }

    private static boolean isByteOrderMark(byte b) {
        return b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
    }
}
