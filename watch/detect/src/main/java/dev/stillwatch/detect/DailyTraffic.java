// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Traffic by days (UTC), of whose samples only what can come into a sample of the whole needs to be kept.
 *
 * <p>An exchange that has {@link ExchangeSample#CAPACITY} with smaller keys on its own and later days is in no sample of the
 * whole, now or later, as long as days are forgotten from the first on. So {@link #prune} is exact: of {@code n} equally busy
 * days {@code CAPACITY * (1 + 1/2 + ... + 1/n)} exchanges are left of an account, four times a sample after a month. Not
 * thread-safe.
 */
public final class DailyTraffic {
    private final TreeMap<Long, TrafficSummary> days = new TreeMap<>();

    /** The day of a time, counted from 1970. */
    public static long dayOf(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), TrafficWindows.DAY_MILLIS);
    }

    /** Adds one exchange. */
    public void observe(ExchangeDigest digest) {
        days.computeIfAbsent(dayOf(digest.time()), _ -> new TrafficSummary()).observe(digest);
    }

    /** Adds traffic of a day, which is left as it was. */
    public void merge(long day, TrafficSummary traffic) {
        days.computeIfAbsent(day, _ -> new TrafficSummary()).merge(traffic);
    }

    /** Drops what is of days before this one. */
    public void forgetBefore(long day) {
        days.headMap(day).clear();
    }

    /**
     * Drops of the samples what is in no sample of the whole.
     *
     * @return the days of which something was dropped
     */
    public Set<Long> prune() {
        Set<Long> pruned = new HashSet<>();
        TrafficSummary later = new TrafficSummary();
        days.descendingMap().forEach((day, traffic) -> {
            if (traffic.retainSampledWith(later)) {
                pruned.add(day);
            }
            later.merge(traffic);
        });
        return pruned;
    }

    /** The days with traffic, in order. */
    public Stream<Long> days() {
        return days.keySet().stream();
    }

    /** A day's traffic by itself, of which only the counts are whole once it is {@linkplain #prune pruned}. */
    public TrafficSummary day(long day) {
        TrafficSummary traffic = new TrafficSummary();
        if (days.containsKey(day)) {
            traffic.merge(days.get(day));
        }
        return traffic;
    }

    /** What was asked before a day; to be merged with the rest, as its samples may be {@linkplain #prune pruned}. */
    public TrafficSummary before(long day) {
        TrafficSummary sum = new TrafficSummary();
        days.headMap(day).values().forEach(sum::merge);
        return sum;
    }

    /** What was asked before a day, as {@link #before} has it, if that is smaller than the days themselves. */
    public Optional<TrafficSummary> smallerSumBefore(long day) {
        long kept = days.headMap(day).values().stream()
                .mapToLong(TrafficSummary::sampled)
                .sum();
        return Optional.of(before(day)).filter(sum -> sum.sampled() < kept);
    }

    /** All of it. */
    public TrafficSummary whole() {
        return before(Long.MAX_VALUE);
    }
}
