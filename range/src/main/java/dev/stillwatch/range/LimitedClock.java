// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.SplittableRandom;

/** A clock that stops after a number of arrivals. */
final class LimitedClock implements Clock {
    private final Clock clock;
    private int left;

    LimitedClock(Clock clock, int arrivals) {
        this.clock = clock;
        left = arrivals;
    }

    @Override
    public long next(SplittableRandom random) {
        return left-- > 0 ? clock.next(random) : NEVER;
    }
}
