// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.ServiceFigures.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Counts of the last minutes, so that a chart can show how fast they rose: {@value #MOST} samples at most, some kilobytes.
 * Thread-safe.
 */
final class TrafficMemory {
    /** Between two samples. */
    static final Duration EVERY = Duration.ofSeconds(5);
    /** A quarter of an hour of rates. */
    static final int MOST = 181;

    private record Sample(Instant at, Requests requests, long judged) {}

    /**
     * How fast things went between two samples, per second.
     *
     * @param at end of the time they were counted in
     */
    record Rates(
            Instant at,
            double served,
            double refused,
            double throttled,
            double failed,
            double brokenOff,
            double judged) {
        double all() {
            return served + refused + throttled + failed + brokenOff;
        }
    }

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Takes a sample, unless time has not gone on since the last. */
    synchronized void take(ServiceFigures figures, Instant now) {
        if (!samples.isEmpty() && !now.isAfter(samples.getLast().at)) {
            // A clock that was set back starts anew: rates over such a step would be wrong.
            if (now.isBefore(samples.getLast().at)) {
                samples.clear();
            }
            return;
        }
        samples.add(new Sample(now, figures.requests(), figures.exchanges().judged()));
        while (samples.size() > MOST) {
            samples.removeFirst();
        }
    }

    /** Oldest first; one less than there are samples. */
    synchronized List<Rates> rates() {
        List<Rates> rates = new ArrayList<>();
        Sample before = null;
        for (Sample sample : samples) {
            if (before != null) {
                rates.add(between(before, sample));
            }
            before = sample;
        }
        return rates;
    }

    private static Rates between(Sample from, Sample to) {
        double seconds = Duration.between(from.at, to.at).toNanos() / 1e9;
        return new Rates(
                to.at,
                perSecond(from, to, seconds, Requests::served),
                perSecond(from, to, seconds, Requests::refused),
                perSecond(from, to, seconds, Requests::throttled),
                perSecond(from, to, seconds, Requests::failed),
                perSecond(from, to, seconds, Requests::brokenOff),
                Math.max(0, to.judged - from.judged) / seconds);
    }

    private static double perSecond(Sample from, Sample to, double seconds, ToLongFunction<Requests> count) {
        return Math.max(0, count.applyAsLong(to.requests) - count.applyAsLong(from.requests)) / seconds;
    }
}
