// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.Objects;

/** A batch of JSON records, each a range of one shared array that nobody changes. */
final class JsonRecords implements RecordBatch {
    private final String source;
    private final long firstRecord;
    private final byte[] bytes;
    private final int[] bounds;
    private final RecordParser parser;

    /**
     * @param firstRecord number of the first record, 1-based
     * @param bounds start (inclusive) and end (exclusive) of each record, in order; a record may be blank
     */
    JsonRecords(String source, long firstRecord, byte[] bytes, int[] bounds, RecordParser parser) {
        this.source = Objects.requireNonNull(source, "source is null");
        this.firstRecord = firstRecord;
        this.bytes = bytes;
        this.bounds = bounds;
        this.parser = parser;
    }

    @Override
    public void parse(OutcomeSink sink) {
        for (int i = 0; i < bounds.length; i += 2) {
            int from = skipBlank(bounds[i], bounds[i + 1]);
            if (from < bounds[i + 1]) {
                Location location = new Location(source, firstRecord + i / 2);
                parser.parse(bytes, from, bounds[i + 1], outcome -> sink.accept(location, outcome));
            }
        }
    }

    /** How many bytes the batch keeps from being reclaimed. */
    int heldBytes() {
        return bytes.length;
    }

    /** Skips white space and byte order marks, which concatenated files have in their middle too. */
    private int skipBlank(int from, int to) {
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
