// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import java.time.Instant;
import java.util.Optional;

/**
 * When the exchanges of a labelled log were made.
 *
 * @param last just after the last request
 * @param campaigns times of every campaign's exchanges
 */
record LabelledTimes(Instant first, Instant last, Leakage.Times campaigns) {

    /**
     * Reads a log.
     *
     * @throws StillwatchException when it cannot be read or holds no exchange
     */
    static LabelledTimes read(LogInput log, Truth truth) {
        Leakage.Times times = new Leakage.Times();
        Instant[] bounds = {Instant.MAX, Instant.MIN};
        try (RecordBatches batches = log.open(IngestSettings.DEFAULTS)) {
            for (Optional<RecordBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                batch.get().parse((location, outcome) -> {
                    if (outcome instanceof ParseOutcome.Parsed(var exchange)) {
                        Instant time = exchange.time();
                        bounds[0] = time.isBefore(bounds[0]) ? time : bounds[0];
                        bounds[1] = time.isAfter(bounds[1]) ? time : bounds[1];
                        Truth.Label label = truth.accounts().get(exchange.account());
                        if (label != null) {
                            label.campaign().ifPresent(name -> times.note(name, time));
                        }
                    }
                });
            }
        }
        if (bounds[1].isBefore(bounds[0])) {
            throw new StillwatchException(log.name() + " holds no exchange that can be read");
        }
        return new LabelledTimes(bounds[0], bounds[1].plusMillis(1), times);
    }
}
