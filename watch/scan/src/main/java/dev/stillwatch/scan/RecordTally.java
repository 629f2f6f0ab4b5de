// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import dev.stillwatch.detect.TrafficSummary;
import java.util.Comparator;
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

    void parsed() {
        fresh++;
    }

    void outsideRange() {
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
                unidentified);
    }
}
