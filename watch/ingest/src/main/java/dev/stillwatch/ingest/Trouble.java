// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.Objects;

/** A batch that is one report of something that could not be read. */
record Trouble(Location location, ParseOutcome.Malformed outcome) implements RecordBatch {

    Trouble {
        Objects.requireNonNull(location, "location is null");
        Objects.requireNonNull(outcome, "outcome is null");
    }

    @Override
    public void parse(OutcomeSink sink) {
        sink.accept(location, outcome);
    }
}
