// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A clock of a few arrivals known beforehand. */
final class ScheduledClock implements Clock {
    private final long[] times;
    private int next;

    ScheduledClock(long... times) {
        this.times = times.clone();
        Arrays.sort(this.times);
    }

    /** {@code count} arrivals spread over a window, bunched towards its start when {@code bunched} exceeds 1. */
    static ScheduledClock within(long from, long length, int count, double bunched, SplittableRandom random) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = from + (long) (length * Math.pow(random.nextDouble(), bunched));
        }
        return new ScheduledClock(times);
    }

    @Override
    public long next(SplittableRandom random) {
        return next < times.length ? times[next++] : NEVER;
    }
}
