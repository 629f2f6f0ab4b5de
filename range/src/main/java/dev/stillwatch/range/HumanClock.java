// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A person's clock: sessions follow the hours of the person's day and the week, exchanges within one are minutes apart.
 *
 * <p>Session starts are a Poisson process thinned by the hour of the day; a session holds a geometric number of exchanges
 * with lognormal pauses (median 75 s).
 */
final class HumanClock implements Clock {
    private static final long HOUR = 3_600_000L;
    private static final double PAUSE_MEDIAN_MS = 75_000;
    private static final double PAUSE_SIGMA = 0.9;
    /** Relative activity by local hour, from midnight; scaled to a mean of 1 below. */
    private static final double[] DAY = {
        .25, .12, .07, .05, .06, .15, .4, .8, 1.2, 1.5, 1.6, 1.5, 1.3, 1.4, 1.6, 1.6, 1.5, 1.4, 1.3, 1.4, 1.5, 1.4, 1.0,
        .6
    };
    /** The same for people who use it at work. */
    private static final double[] OFFICE = {
        .03, .02, .01, .01, .02, .05, .3, 1.2, 2.4, 2.9, 2.9, 2.5, 1.8, 2.4, 2.8, 2.6, 2.0, 1.1, .5, .3, .2, .2, .1, .05
    };

    private static final double DAY_WEEKEND = 0.8;
    private static final double MEAN = Arrays.stream(DAY).average().orElse(1) * (5 + 2 * DAY_WEEKEND) / 7;

    private final double[] hours;
    private final double weekend;
    private final double peakPerMs;
    private final double sessionEnds;
    private final long zone;
    private final long until;
    private long now;
    private boolean inSession;
    private boolean sameSitting;

    /**
     * @param exchangesPerHour mean over the whole week
     * @param exchangesPerSession mean, 1 or more
     * @param zoneHours offset of the person's local time from UTC
     * @param office whether the clock is that of work
     */
    HumanClock(
            double exchangesPerHour,
            double exchangesPerSession,
            double zoneHours,
            boolean office,
            long from,
            long until) {
        hours = office ? OFFICE : DAY;
        weekend = office ? 0.15 : DAY_WEEKEND;
        sessionEnds = 1 / exchangesPerSession;
        zone = (long) (zoneHours * HOUR);
        double mean = 0;
        double peak = 0;
        for (double hour : hours) {
            mean += hour / hours.length;
            peak = Math.max(peak, hour);
        }
        mean *= (5 + 2 * weekend) / 7;
        peakPerMs = exchangesPerHour * sessionEnds / HOUR * peak / mean;
        now = from;
        this.until = until;
    }

    @Override
    public long next(SplittableRandom random) {
        if (inSession && random.nextDouble() >= sessionEnds) {
            sameSitting = true;
            now += (long) (2_000 + Seeds.lognormal(random, PAUSE_MEDIAN_MS, PAUSE_SIGMA));
            return now < until ? now : NEVER;
        }
        sameSitting = false;
        inSession = true;
        double peak = 0;
        for (double hour : hours) {
            peak = Math.max(peak, hour);
        }
        while (now < until) {
            now += (long) (-Math.log(1 - random.nextDouble()) / peakPerMs);
            if (random.nextDouble() * peak < intensity(now)) {
                return now < until ? now : NEVER;
            }
        }
        return NEVER;
    }

    @Override
    public boolean sameSitting() {
        return sameSitting;
    }

    private double intensity(long time) {
        return activity(hours, weekend, time + zone);
    }

    /** How active people are at a local time, 1 on average over a week. */
    static double everyday(long local) {
        return activity(DAY, DAY_WEEKEND, local) / MEAN;
    }

    private static double activity(double[] hours, double weekend, long local) {
        int hour = (int) Math.floorMod(local / HOUR, 24L);
        // The epoch was a Thursday.
        int day = (int) Math.floorMod(local / (24 * HOUR) + 3, 7L);
        return hours[hour] * (day >= 5 ? weekend : 1);
    }
}
