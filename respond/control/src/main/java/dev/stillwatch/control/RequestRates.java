// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Counts requests in the current minute, by whom. Thread-safe. */
final class RequestRates {
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
        Instant now = clock.instant();
        long current = now.getEpochSecond() / 60;
        if (current != minute) {
            minute = current;
            counts.clear();
        }
        int count = counts.merge(who, 1, Integer::sum);
        return count <= most;
    }
}
