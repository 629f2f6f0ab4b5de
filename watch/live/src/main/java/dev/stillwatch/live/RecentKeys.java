// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.time.Duration;
import java.util.TreeMap;

/**
 * Recognises exchanges that come in again: remembers keys for a stretch of event time after they were first seen.
 *
 * <p>Keys are kept in sets for each hour of event time in which they came in, not in which they happened, so that late
 * exchanges are remembered as long as any. Where there are more keys than may be kept, the oldest hours go early. About
 * 16 bytes a key. Not thread-safe.
 */
final class RecentKeys {
    private static final long HOUR_MILLIS = 3_600_000L;

    private final long hoursKept;
    private final int most;
    private final TreeMap<Long, KeySet> hours = new TreeMap<>();
    private long latestHour = Long.MIN_VALUE;
    private int size;
    private boolean shortened;

    /**
     * @param window how long keys are remembered, rounded up to hours
     * @param most how many keys are remembered at most; an hour that has more of them alone is kept whole
     */
    RecentKeys(Duration window, int most) {
        this.hoursKept = Math.max(1, -Math.floorDiv(-window.toMillis(), HOUR_MILLIS));
        this.most = most;
    }

    /** Remembers a key; false when it is remembered already. */
    boolean add(long key, long timeMillis) {
        for (KeySet keys : hours.descendingMap().values()) {
            if (keys.contains(key)) {
                return false;
            }
        }
        latestHour = Math.max(latestHour, Math.floorDiv(timeMillis, HOUR_MILLIS));
        put(key, latestHour);
        forget();
        return true;
    }

    private void put(long key, long hour) {
        hours.computeIfAbsent(hour, h -> new KeySet()).add(key);
        size++;
    }

    private void forget() {
        while (hours.firstKey() < latestHour - hoursKept) {
            size -= hours.pollFirstEntry().getValue().size();
        }
        while (size > most && hours.size() > 1) {
            size -= hours.pollFirstEntry().getValue().size();
            shortened = true;
        }
    }

    /** Whether keys were forgotten early for want of room since the last call. */
    boolean takeShortened() {
        boolean was = shortened;
        shortened = false;
        return was;
    }

    int size() {
        return size;
    }

    /** Takes the keys of an hour. */
    interface HourlyKeys {
        void at(long hour, KeySet keys);
    }

    void forEachHour(HourlyKeys consumer) {
        hours.forEach(consumer::at);
    }

    /** Puts back a key that {@link #forEachHour} gave. */
    void restore(long hour, long key) {
        KeySet keys = hours.get(hour);
        if (keys == null || !keys.contains(key)) {
            put(key, hour);
            latestHour = Math.max(latestHour, hour);
        }
    }
}
