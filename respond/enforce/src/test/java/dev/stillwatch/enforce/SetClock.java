// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set. */
final class SetClock implements InstantSource {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    void set(Duration sinceStart) {
        now = START.plus(sinceStart);
    }
}
