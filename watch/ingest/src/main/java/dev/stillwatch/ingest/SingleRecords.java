// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.function.Consumer;

/**
 * Reads JSON records that come one by one, as from a queue, each as a scan reads it from a log.
 *
 * <p>Formats are told apart record by record. Thread-safe; memory: the record at hand.
 */
public final class SingleRecords {
    private final RecordParser parser;

    /** A reader with its own limits and names of members. */
    public SingleRecords(IngestSettings settings) {
        this.parser = new RecordParser(settings, Times.Zoneless.REFUSED);
    }

    /**
     * Reads one record, which may hold several exchanges; throws nothing but what {@code sink} throws.
     *
     * @param record JSON in UTF-8; not changed; a blank one has no outcome
     */
    public void parse(byte[] record, Consumer<ParseOutcome> sink) {
        new JsonRecords("record", 1, record, new int[] {0, record.length}, parser)
                .parse((location, outcome) -> sink.accept(outcome));
    }
}
