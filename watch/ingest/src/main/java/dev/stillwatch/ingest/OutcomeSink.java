// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

/** Takes what a {@link RecordBatch} holds, record after record, on the thread that parses the batch. */
@FunctionalInterface
public interface OutcomeSink {

    /** Takes one outcome; a location may come more than once, since one line may hold many spans. */
    void accept(Location location, ParseOutcome outcome);
}
