// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import dev.stillwatch.ingest.RecordBlocks.Records;
import java.util.Optional;
import java.util.function.Consumer;

/** Rows that are ranges of the bytes of a file. */
record TextRows(String file, Records records, RowParser parser, boolean header) implements RowBatch {

    @Override
    public void read(Consumer<RowOutcome> sink) {
        int[] bounds = records.bounds();
        byte[] bytes = records.bytes();
        for (int i = header && records.first() == 1 ? 2 : 0; i < bounds.length; i += 2) {
            int from = skipBlank(bytes, bounds[i], bounds[i + 1]);
            if (from < bounds[i + 1]) {
                Span span = new Span(records.offset() + bounds[i], records.offset() + bounds[i + 1]);
                Place place = new Place(file, records.first() + i / 2);
                sink.accept(parser.row(place, Optional.of(span), bytes, from, bounds[i + 1]));
            }
        }
    }

    @Override
    public Optional<Position> next() {
        return Optional.of(new Position(records.next(), records.first() + records.bounds().length / 2));
    }

    /** Skips white space and byte order marks, which files that were joined have in their middle too. */
    private static int skipBlank(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r' || bytes[i] == '\n') {
                i++;
            } else if (to - i >= 3
                    && bytes[i] == (byte) 0xEF
                    && bytes[i + 1] == (byte) 0xBB
                    && bytes[i + 2] == (byte) 0xBF) {
                i += 3;
            } else {
                return i;
            }
        }
        return i;
    }
}
