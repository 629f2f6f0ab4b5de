// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import dev.stillwatch.detect.TrafficSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** Counts what became of records. Not thread-safe; tallies of several threads add up to the same in any order. */
final class RecordTally {
    private static final int FIRST_FEW = 10;

    private record Placed(int input, ScannedTraffic.Problem problem) {}

    private final TreeSet<Placed> first = new TreeSet<>(Comparator.comparingInt(Placed::input)
            .thenComparing(p -> p.problem().location().source())
            .thenComparingLong(p -> p.problem().location().record())
            .thenComparing(p -> p.problem().reason()));
    private long outsideRange;
    private long skipped;
    private long malformed;
    private long fresh;
    private Instant earliest = Instant.MAX;
    private Instant latest = Instant.MIN;

    /** An exchange that is assessed. */
    void taken(Instant time) {
        fresh++;
        earliest = time.isBefore(earliest) ? time : earliest;
        latest = time.isAfter(latest) ? time : latest;
    }

    void outsideRange() {
        fresh++;
        outsideRange++;
    }

    void skipped() {
        fresh++;
        skipped++;
    }

    void malformed(int input, ScannedTraffic.Problem problem) {
        fresh++;
        malformed++;
        keep(new Placed(input, problem));
    }

    private void keep(Placed placed) {
        first.add(placed);
        if (first.size() > FIRST_FEW) {
            first.pollLast();
        }
    }

    /** Records counted since the last call. */
    long takeNew() {
        long taken = fresh;
        fresh = 0;
        return taken;
    }

    void add(RecordTally other) {
        outsideRange += other.outsideRange;
        skipped += other.skipped;
        malformed += other.malformed;
        earliest = other.earliest.isBefore(earliest) ? other.earliest : earliest;
        latest = other.latest.isAfter(latest) ? other.latest : latest;
        other.first.forEach(this::keep);
    }

    ScannedTraffic traffic(TrafficSummary summary, long duplicates, long unidentified) {
        return new ScannedTraffic(
                summary,
                duplicates,
                outsideRange,
                skipped,
                malformed,
                first.stream().map(Placed::problem).toList(),
                unidentified,
                latest.isBefore(earliest) ? Optional.empty() : Optional.of(new ScannedTraffic.Span(earliest, latest)));
    }
}
