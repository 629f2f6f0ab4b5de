// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.Optional;

/**
 * An open input, cut into batches of whole records. Single-threaded; the batches it yields are not.
 *
 * <p>Memory is bounded by {@link IngestSettings#maxRecordBytes}, whatever the input's size: a batch is about 256 KiB, or
 * one record where that is longer. Damage in the input is an outcome of some batch, never an exception.
 */
public interface RecordBatches extends AutoCloseable {

    /** The next batch, or empty at the end of the input. */
    Optional<RecordBatch> next();

    /** Bytes of the input consumed so far: compressed bytes where the input is compressed; an estimate for Parquet. */
    long bytesRead();

    /** Releases the input; batches already handed out stay usable. */
    @Override
    void close();
}
