// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.SplittableRandom;

/** The clock of one account behind a balancer: its turn comes at steady intervals, with a little jitter. */
final class RoundRobinClock implements Clock {
    private static final double JITTER = 0.02;

    private final double interval;
    private final double first;
    private final long until;
    private long round;

    /** The clock of the account in place {@code position} of {@code accounts}. */
    RoundRobinClock(double perHour, int position, int accounts, long origin, long from, long until) {
        interval = 3_600_000 / perHour;
        first = origin + interval * position / accounts;
        round = Math.max(0, (long) Math.ceil((from - first) / interval));
        this.until = until;
    }

    @Override
    public long next(SplittableRandom random) {
        double time = first + interval * (round + JITTER * random.nextDouble());
        round++;
        return time < until ? (long) time : NEVER;
    }
}
