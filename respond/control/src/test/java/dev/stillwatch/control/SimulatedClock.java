// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Time as simulated traffic has it: moved on from outside, and by a little with every look. */
final class SimulatedClock implements InstantSource {
    private final AtomicLong millis;

    SimulatedClock(Instant start) {
        this.millis = new AtomicLong(start.toEpochMilli());
    }

    void moveTo(Instant time) {
        millis.accumulateAndGet(time.toEpochMilli(), Math::max);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.getAndIncrement());
    }
}
