// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time that stands still until it is moved on, so that what a service decides by the clock does not depend on how fast a
 * machine is. Never goes back. Thread-safe.
 */
final class StillClock implements InstantSource {
    private final AtomicReference<Instant> now;

    StillClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    void moveTo(Instant time) {
        now.accumulateAndGet(time, (a, b) -> a.isAfter(b) ? a : b);
    }

    @Override
    public Instant instant() {
        return now.get();
    }
}
