// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands out the batches of all inputs, one input after the other, to any number of threads. Thread-safe. */
final class BatchQueue implements AutoCloseable {
    /** A batch and the number of the input it comes from. */
    record Ordered(int input, RecordBatch batch) {}

    private static final long REPORT_EVERY_BATCHES = 16;

    private final List<LogInput> inputs;
    private final IngestSettings settings;
    private final ScanProgress progress;
    private final long totalBytes;

    private int input = -1;
    private @Nullable RecordBatches open;
    private long bytesBefore;
    private long records;
    private long handedOut;
    private boolean stopped;

    BatchQueue(List<LogInput> inputs, IngestSettings settings, ScanProgress progress) {
        this.inputs = List.copyOf(inputs);
        this.settings = settings;
        this.progress = progress;
        boolean known = inputs.stream().allMatch(i -> i.size().isPresent());
        this.totalBytes =
                known ? inputs.stream().mapToLong(i -> i.size().orElse(0)).sum() : 0;
    }

    /** The next batch; null at the end. */
    synchronized @Nullable Ordered next() {
        while (!stopped) {
            RecordBatches current = open;
            if (current != null) {
                Optional<RecordBatch> batch = current.next();
                if (batch.isPresent()) {
                    if (++handedOut % REPORT_EVERY_BATCHES == 0) {
                        report(current);
                    }
                    return new Ordered(input, batch.get());
                }
                bytesBefore += inputs.get(input).size().orElse(current.bytesRead());
                current.close();
                open = null;
            }
            if (++input >= inputs.size()) {
                stopped = true;
                return null;
            }
            open = inputs.get(input).open(settings);
        }
        return null;
    }

    private void report(RecordBatches current) {
        progress.at(inputs.get(input).name(), bytesBefore + current.bytesRead(), totalBytes, records);
    }

    synchronized void parsed(long more) {
        records += more;
    }

    /** No thread gets another batch. */
    synchronized void stop() {
        stopped = true;
    }

    @Override
    public synchronized void close() {
        stopped = true;
        RecordBatches current = open;
        if (current != null) {
            current.close();
            open = null;
        }
    }
}
