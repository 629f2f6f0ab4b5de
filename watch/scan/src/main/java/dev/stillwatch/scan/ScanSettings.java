// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import dev.stillwatch.ingest.IngestSettings;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How logs are read.
 *
 * @param threads parsing threads, 1 or more
 * @param strict whether the first malformed record ends the scan
 * @param from exchanges before this time are left out
 * @param to exchanges at or after this time are left out
 */
public record ScanSettings(
        IngestSettings ingest, int threads, boolean strict, Optional<Instant> from, Optional<Instant> to) {
    public ScanSettings {
        Objects.requireNonNull(ingest, "ingest is null");
        Objects.requireNonNull(from, "from is null");
        Objects.requireNonNull(to, "to is null");
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", must be 1 or more");
        }
    }

    boolean covers(Instant time) {
        return (from.isEmpty() || !time.isBefore(from.get())) && (to.isEmpty() || time.isBefore(to.get()));
    }
}
