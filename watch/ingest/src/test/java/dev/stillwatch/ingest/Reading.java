// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Exchange;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that reading an input yielded, for tests. */
record Reading(List<Location> locations, List<ParseOutcome> outcomes) {

    static Reading of(LogInput input, IngestSettings settings) {
        List<Location> locations = new ArrayList<>();
        List<ParseOutcome> outcomes = new ArrayList<>();
        try (RecordBatches batches = input.open(settings)) {
            for (Optional<RecordBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                batch.get().parse((location, outcome) -> {
                    locations.add(location);
                    outcomes.add(outcome);
                });
            }
        }
        return new Reading(locations, outcomes);
    }

    static Reading of(byte[] bytes, IngestSettings settings) {
        return of(new StreamInput("log", new ByteArrayInputStream(bytes)), settings);
    }

    static Reading of(byte[] bytes) {
        return of(bytes, IngestSettings.DEFAULTS);
    }

    static Reading of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The one exchange a text holds. */
    static Exchange exchange(String text) {
        Reading reading = of(text);
        if (reading.outcomes.size() == 1 && reading.outcomes.getFirst() instanceof ParseOutcome.Parsed(var exchange)) {
            return exchange;
        }
        throw new AssertionError("not one exchange: " + reading.outcomes);
    }

    List<Exchange> exchanges() {
        return outcomes.stream()
                .filter(ParseOutcome.Parsed.class::isInstance)
                .map(outcome -> ((ParseOutcome.Parsed) outcome).exchange())
                .toList();
    }

    List<String> malformed() {
        return outcomes.stream()
                .filter(ParseOutcome.Malformed.class::isInstance)
                .map(outcome -> ((ParseOutcome.Malformed) outcome).reason())
                .toList();
    }

    List<String> skipped() {
        return outcomes.stream()
                .filter(ParseOutcome.Skipped.class::isInstance)
                .map(outcome -> ((ParseOutcome.Skipped) outcome).reason())
                .toList();
    }

    List<Long> records() {
        return locations.stream().map(Location::record).toList();
    }
}
