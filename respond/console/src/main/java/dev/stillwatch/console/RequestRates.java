// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Counts requests in the current minute, by whom. Thread-safe. */
final class RequestRates {
    private static final int MOST_COUNTED = 100_000;

    private final int most;
    private final InstantSource clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private long minute;

    RequestRates(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Whether one more request is within the rate; it counts if so. */
    synchronized boolean take(String who) {
        turn();
        if (counts.size() >= MOST_COUNTED && !counts.containsKey(who)) {
            return false;
        }
        return counts.merge(who, 1, Integer::sum) <= most;
    }

    /** Whether there is nothing left of the rate in this minute. */
    synchronized boolean spent(String who) {
        turn();
        return counts.getOrDefault(who, 0) >= most;
    }

    private void turn() {
        long current = clock.instant().getEpochSecond() / 60;
        if (current != minute) {
            minute = current;
            counts.clear();
        }
    }
}
