// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to go on. */
final class SetClock implements InstantSource {
    private final AtomicReference<Instant> now;

    SetClock(String start) {
        now = new AtomicReference<>(Instant.parse(start));
    }

    void advance(Duration by) {
        now.updateAndGet(t -> t.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }
}
