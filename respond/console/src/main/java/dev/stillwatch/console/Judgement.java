// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.MissingSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one assessment rests on, without what it found: small, whatever the number of accounts.
 *
 * @param at when it was made
 * @param eventTime when the latest exchange judged was asked
 * @param took how long judging took
 * @param exchanges judged
 * @param accounts seen
 * @param missing what could not be had, for the most accounts first
 */
public record Judgement(
        Instant at,
        Instant eventTime,
        Duration took,
        long exchanges,
        int accounts,
        Calibration calibration,
        List<Missing> missing) {

    /**
     * What could not be had.
     *
     * @param everywhere whether the traffic as a whole lacks it
     * @param campaigns groups that lack it
     * @param accounts that lack it
     */
    public record Missing(MissingSignal signal, boolean everywhere, int campaigns, int accounts) {}

    public Judgement {
        Objects.requireNonNull(at, "at is null");
        Objects.requireNonNull(eventTime, "eventTime is null");
        Objects.requireNonNull(took, "took is null");
        Objects.requireNonNull(calibration, "calibration is null");
        missing = List.copyOf(missing);
    }

    /** Sums an assessment up. Time grows with its accounts. */
    public static Judgement of(Assessment assessment, Instant at, Instant eventTime, Duration took) {
        Map<MissingSignal, int[]> counts = new LinkedHashMap<>();
        assessment.missing().forEach(signal -> counts.computeIfAbsent(signal, _ -> new int[3])[0]++);
        assessment
                .campaigns()
                .forEach(c -> c.missing().forEach(signal -> counts.computeIfAbsent(signal, _ -> new int[3])[1]++));
        assessment
                .accounts()
                .forEach(a -> a.missing().forEach(signal -> counts.computeIfAbsent(signal, _ -> new int[3])[2]++));
        return new Judgement(
                at,
                eventTime,
                took,
                assessment.exchanges(),
                assessment.accounts().size(),
                assessment.calibration(),
                counts.entrySet().stream()
                        .map(e -> new Missing(e.getKey(), e.getValue()[0] > 0, e.getValue()[1], e.getValue()[2]))
                        .sorted((a, b) -> a.everywhere() == b.everywhere()
                                ? Integer.compare(b.accounts(), a.accounts())
                                : Boolean.compare(b.everywhere(), a.everywhere()))
                        .toList());
    }
}
