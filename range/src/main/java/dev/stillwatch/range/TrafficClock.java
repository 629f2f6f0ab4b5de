// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time as simulated traffic has it: moved on by whoever plays the traffic, and by a millisecond with every look, so that
 * what waits for a later time does not wait for ever. Never goes back. Thread-safe.
 */
public final class TrafficClock implements InstantSource {
    private final AtomicLong millis;

    /** A clock that shows {@code start}. */
    public TrafficClock(Instant start) {
        this.millis = new AtomicLong(start.toEpochMilli());
    }

    /** Moves on to a time; one that has passed changes nothing. */
    public void moveTo(Instant time) {
        millis.accumulateAndGet(time.toEpochMilli(), Math::max);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.getAndIncrement());
    }
}
