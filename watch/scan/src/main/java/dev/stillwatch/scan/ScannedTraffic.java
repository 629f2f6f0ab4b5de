// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.ingest.Location;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What some logs held.
 *
 * @param summary the traffic, copies dropped
 * @param duplicates exchanges that stood in the logs more than once, each further copy counted
 * @param outsideRange exchanges left out for their time
 * @param skipped sound records that are no exchange
 * @param malformed records that should be exchanges and cannot be read as such
 * @param firstMalformed the first few of them, in order of the inputs
 * @param unidentified exchanges without an id, of which copies cannot be recognised
 * @param span first and last request assessed; empty when there was none
 */
public record ScannedTraffic(
        TrafficSummary summary,
        long duplicates,
        long outsideRange,
        long skipped,
        long malformed,
        List<Problem> firstMalformed,
        long unidentified,
        Optional<Span> span) {

    /** First and last request. */
    public record Span(Instant first, Instant last) {}

    /** A record that could not be read: where it stands and why, both safe to show. */
    public record Problem(Location location, String reason) {}

    public ScannedTraffic {
        Objects.requireNonNull(summary, "summary is null");
        firstMalformed = List.copyOf(firstMalformed);
        Objects.requireNonNull(span, "span is null");
    }

    /** Nothing was read. */
    public static ScannedTraffic nothing() {
        return new ScannedTraffic(new TrafficSummary(), 0, 0, 0, 0, List.of(), 0, Optional.empty());
    }

    /** Records read, whatever became of them. */
    public long records() {
        return summary.exchanges() + duplicates + outsideRange + skipped + malformed;
    }
}
