// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.OptionalLong;

/** One input that can be opened: a file, or standard input. */
public interface LogInput {

    /** What to call it in messages: the path as given, or {@code standard input}. */
    String name();

    /** Size in bytes as stored, where it is known beforehand. */
    OptionalLong size();

    /**
     * Opens the input at its start. The caller closes what it gets.
     *
     * @throws dev.stillwatch.exchange.StillwatchException naming the input, when it cannot be read
     */
    RecordBatches open(IngestSettings settings);
}
