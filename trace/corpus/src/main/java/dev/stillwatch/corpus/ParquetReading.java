// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import dev.stillwatch.ingest.ParquetRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads Parquet. */
final class ParquetReading implements CorpusRows {
    private static final int BATCH_BYTES = 256 * 1024;

    private final DataFile file;
    private final ParquetRows rows;
    private final RowParser parser;
    private long row;
    private boolean finished;

    private ParquetReading(DataFile file, ParquetRows rows, RowParser parser, long row) {
        this.file = file;
        this.rows = rows;
        this.parser = parser;
        this.row = row;
    }

    static ParquetReading open(
            DataFile file, FileLayout layout, ReadingSettings settings, RowParser parser, Position from) {
        List<String> wanted = layout.columns().stream()
                .filter(column -> RowDraft.isRead(column, settings.sourceField()))
                .toList();
        List<String> read = wanted.isEmpty() ? layout.columns() : wanted;
        ParquetRows rows = ParquetRows.open(file.name(), file.path(), read, from.row() - 1);
        return new ParquetReading(file, rows, parser, from.row());
    }

    private record Rows(String file, long first, List<byte[]> json, RowParser parser) implements RowBatch {
        @Override
        public void read(Consumer<RowOutcome> sink) {
            for (int i = 0; i < json.size(); i++) {
                byte[] row = json.get(i);
                sink.accept(parser.row(new Place(file, first + i), Optional.empty(), row, 0, row.length));
            }
        }

        @Override
        public Optional<Position> next() {
            return Optional.of(new Position(0, first + json.size()));
        }
    }

    @Override
    public Optional<RowBatch> next() {
        if (finished) {
            return Optional.empty();
        }
        List<byte[]> batch = new ArrayList<>();
        long first = row;
        int bytes = 0;
        try {
            while (bytes < BATCH_BYTES) {
                Optional<byte[]> next = rows.next();
                if (next.isEmpty()) {
                    finished = true;
                    break;
                }
                batch.add(next.get());
                bytes += next.get().length;
                row++;
            }
        } catch (IOException e) {
            finished = true;
            RowOutcome damaged = parser.damaged(new Place(file.name(), row));
            return Optional.of(after(new Rows(file.name(), first, batch, parser), damaged));
        }
        return batch.isEmpty() ? Optional.empty() : Optional.of(new Rows(file.name(), first, batch, parser));
    }

    /** Rows, and what is wrong behind them. */
    private static RowBatch after(RowBatch rows, RowOutcome damage) {
        return new RowBatch() {
            @Override
            public void read(Consumer<RowOutcome> sink) {
                rows.read(sink);
                sink.accept(damage);
            }

            @Override
            public Optional<Position> next() {
                return Optional.empty();
            }
        };
    }

    @Override
    public long bytesRead() {
        return (long) (rows.progress() * file.size());
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
