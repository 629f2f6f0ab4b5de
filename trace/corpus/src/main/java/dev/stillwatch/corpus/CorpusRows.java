// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.util.Optional;

/** A file that is being read. Single-threaded; memory is bounded by the longest row. */
public interface CorpusRows extends AutoCloseable {

    /** The next rows, or empty at the end. */
    Optional<RowBatch> next();

    /** How many bytes of the file were read, for progress; compressed bytes of compressed files. */
    long bytesRead();

    @Override
    void close();

    /**
     * Opens a file.
     *
     * @param from where an earlier reading stopped, or {@link Position#START}
     * @throws StillwatchException naming the file, when it cannot be opened
     */
    static CorpusRows open(DataFile file, FileLayout layout, ReadingSettings settings, Position from) {
        RowParser parser = new RowParser(layout, settings);
        try {
            return switch (layout.container()) {
                case JSON, CSV -> TextReading.open(file, layout, settings, parser, from);
                case PARQUET -> ParquetReading.open(file, layout, settings, parser, from);
            };
        } catch (IOException e) {
            throw new StillwatchException(file.name() + ": cannot be read; is it still there, and whole?", e);
        }
    }
}
