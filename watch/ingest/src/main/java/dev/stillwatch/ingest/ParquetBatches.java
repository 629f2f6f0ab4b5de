// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Packs the rows of a Parquet file into batches. Single-threaded. */
final class ParquetBatches implements RecordBatches {
    private final String source;
    private final ParquetRows rows;
    private final long size;
    private final RecordParser parser;
    private final Bounds bounds = new Bounds();
    private long nextRecord = 1;
    private Optional<RecordBatch> trouble = Optional.empty();
    private boolean finished;

    /** @param size of the file in bytes, for progress */
    ParquetBatches(String source, ParquetRows rows, long size, IngestSettings settings) {
        this.source = source;
        this.rows = rows;
        this.size = size;
        /* Parquet's plain timestamps, as DuckDB prints them, are UTC without saying so. */
        this.parser = new RecordParser(settings, Times.Zoneless.UTC);
    }

    @Override
    public Optional<RecordBatch> next() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(RecordBlocks.BLOCK);
        while (!finished && bytes.size() < RecordBlocks.BLOCK) {
            add(bytes);
        }
        if (bounds.count() == 0) {
            Optional<RecordBatch> last = trouble;
            trouble = Optional.empty();
            return last;
        }
        long first = nextRecord;
        nextRecord += bounds.count();
        return Optional.of(new JsonRecords(source, first, bytes.toByteArray(), bounds.take(0), parser));
    }

    private void add(ByteArrayOutputStream bytes) {
        try {
            Optional<byte[]> row = rows.next();
            if (row.isEmpty()) {
                finished = true;
                return;
            }
            int from = bytes.size();
            bytes.writeBytes(row.get());
            bounds.add(from, bytes.size());
        } catch (IOException e) {
            finished = true;
            trouble = Optional.of(new Trouble(
                    new Location(source, nextRecord + bounds.count()),
                    new ParseOutcome.Malformed("the Parquet file is damaged here, or its rows are too large:"
                            + " the rows before count, the rest is lost; copy or write the file again")));
        }
    }

    @Override
    public long bytesRead() {
        return (long) (rows.progress() * size);
    }

    @Override
    public void close() {
        finished = true;
        try {
            rows.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost when closing fails.
            finished = true;
        }
    }
}
