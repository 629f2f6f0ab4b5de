// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Traffic as it comes in, kept in slices of event time: hours for the latest day, days for what is older.
 *
 * <p>A commutative monoid: exchanges observed and parts merged in any order make the same slices, because what a slice
 * covers depends only on the latest time seen and on what was forgotten. Whole summaries of an hour become part of their
 * day's when they are a day old, exactly, as summaries merge without loss. Memory grows with the accounts of each of the
 * slices, {@value #FINE_HOURS} hours and the days up to {@link #forgetBefore}. Exchanges are taken to be distinct. Not
 * thread-safe.
 */
public final class TrafficWindows implements WindowedTraffic {
    private static final int FINE_HOURS = 24;
    static final long HOUR_MILLIS = 3_600_000L;
    static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    private final TreeMap<Long, TrafficSummary> hours = new TreeMap<>();
    private final TreeMap<Long, TrafficSummary> days = new TreeMap<>();
    private long latestHour = Long.MIN_VALUE;
    private long firstDay = Long.MIN_VALUE;

    /** Adds one exchange, unless it is of a time already forgotten. */
    public void observe(ExchangeDigest digest) {
        long hour = Math.floorDiv(digest.timeMillis, HOUR_MILLIS);
        advance(hour);
        if (dayOf(hour) >= firstDay) {
            slice(hour).observe(digest);
        }
    }

    /** Adds everything another holds; the other is left as it was. */
    public void merge(TrafficWindows other) {
        forgetDaysBefore(other.firstDay);
        advance(other.latestHour);
        other.hours.forEach(this::mergeHour);
        other.days.forEach((day, traffic) -> {
            if (day >= firstDay) {
                days.computeIfAbsent(day, d -> new TrafficSummary()).merge(traffic);
            }
        });
    }

    private void mergeHour(long hour, TrafficSummary traffic) {
        if (dayOf(hour) >= firstDay) {
            slice(hour).merge(traffic);
        }
    }

    /**
     * Drops what was asked on days (UTC) that end at or before {@code time}, and ignores exchanges of them from now on.
     * What was asked later on {@code time}'s own day stays whole.
     */
    public void forgetBefore(Instant time) {
        forgetDaysBefore(Math.floorDiv(time.toEpochMilli(), DAY_MILLIS));
    }

    private void forgetDaysBefore(long day) {
        if (day > firstDay) {
            firstDay = day;
            days.headMap(day).clear();
            hours.headMap(day * 24).clear();
        }
    }

    private TrafficSummary slice(long hour) {
        return hour > latestHour - FINE_HOURS
                ? hours.computeIfAbsent(hour, h -> new TrafficSummary())
                : days.computeIfAbsent(dayOf(hour), d -> new TrafficSummary());
    }

    private void advance(long hour) {
        if (hour <= latestHour) {
            return;
        }
        latestHour = hour;
        var aged = hours.headMap(hour - FINE_HOURS, true);
        aged.forEach((old, traffic) ->
                days.computeIfAbsent(dayOf(old), d -> new TrafficSummary()).merge(traffic));
        aged.clear();
    }

    private static long dayOf(long hour) {
        return Math.floorDiv(hour, 24L);
    }

    @Override
    public TrafficSummary whole() {
        TrafficSummary sum = new TrafficSummary();
        days.values().forEach(sum::merge);
        hours.values().forEach(sum::merge);
        return sum;
    }

    /** What was asked within a window, its bounds moved outwards to those of the slices kept. */
    @Override
    public TrafficSummary during(Window window) {
        long from = window.from().toEpochMilli();
        long last = window.until().toEpochMilli() - 1;
        TrafficSummary sum = new TrafficSummary();
        days.subMap(Math.floorDiv(from, DAY_MILLIS), true, Math.floorDiv(last, DAY_MILLIS), true)
                .values()
                .forEach(sum::merge);
        hours.subMap(Math.floorDiv(from, HOUR_MILLIS), true, Math.floorDiv(last, HOUR_MILLIS), true)
                .values()
                .forEach(sum::merge);
        return sum;
    }

    /** What was asked in the {@code length} before {@code end}; see {@link #during}. */
    public TrafficSummary ending(Instant end, Duration length) {
        return during(new Window(end.minus(length), end));
    }

    /** From the first to the last request that is kept. */
    @Override
    public Optional<Window> span() {
        Optional<Window> first = firstSpan(days).or(() -> firstSpan(hours));
        Optional<Window> latest = lastSpan(hours).or(() -> lastSpan(days));
        return first.flatMap(a -> latest.map(b -> new Window(a.from(), b.until())));
    }

    private static Optional<Window> firstSpan(NavigableMap<Long, TrafficSummary> slices) {
        return Optional.ofNullable(slices.firstEntry())
                .flatMap(e -> e.getValue().span());
    }

    private static Optional<Window> lastSpan(NavigableMap<Long, TrafficSummary> slices) {
        return Optional.ofNullable(slices.lastEntry()).flatMap(e -> e.getValue().span());
    }

    /** Takes over what was stored of other windows; to be called on new ones only. */
    void restore(long firstDayKept, long latestHourSeen) {
        firstDay = firstDayKept;
        latestHour = latestHourSeen;
    }

    /** Adds a slice that was stored; returns false, adding nothing, when these windows can have no such slice. */
    boolean restoreSlice(boolean fine, long number, TrafficSummary traffic) {
        boolean sound = fine
                ? number <= latestHour && number > latestHour - FINE_HOURS && dayOf(number) >= firstDay
                : number <= dayOf(latestHour) && number >= firstDay;
        return sound && (fine ? hours : days).putIfAbsent(number, traffic) == null;
    }

    /** All of it by days (UTC) since 1970, their hours summed up. */
    public DailyTraffic byDays() {
        DailyTraffic all = new DailyTraffic();
        days.forEach(all::merge);
        hours.forEach((hour, traffic) -> all.merge(dayOf(hour), traffic));
        return all;
    }

    /** What is kept by hours, or else by days, since 1970. */
    NavigableMap<Long, TrafficSummary> slices(boolean fine) {
        return fine ? hours : days;
    }

    /** The first day that is not forgotten; {@link Long#MIN_VALUE} when all are kept. */
    long firstDay() {
        return firstDay;
    }

    /** The latest hour seen; {@link Long#MIN_VALUE} when none was. */
    long latestHour() {
        return latestHour;
    }

    /** How many slices are kept. */
    public int slices() {
        return hours.size() + days.size();
    }
}
