// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A file of any format. */
record FileInput(String name, Path path) implements LogInput {

    @Override
    public OptionalLong size() {
        try {
            return Files.isRegularFile(path) ? OptionalLong.of(Files.size(path)) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public RecordBatches open(IngestSettings settings) {
        try {
            if (name.endsWith(".parquet") || ParquetRows.isParquet(path)) {
                return new ParquetBatches(name, ParquetRows.open(name, path), Files.size(path), settings);
            }
            return StreamInput.open(name, Files.newInputStream(path), settings);
        } catch (IOException e) {
            throw new StillwatchException(name + ": cannot be read; check that it exists and may be read", e);
        }
    }
}
