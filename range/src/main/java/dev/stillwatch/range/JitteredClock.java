// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.SplittableRandom;

/**
 * A balancer's clock made to look less like one: turns at steady intervals from a start of the account's own, each put off
 * by up to an interval, the intervals longer at night.
 *
 * <p>Unlike a person it has no sittings: no turn follows another within minutes because the one before did.
 */
final class JitteredClock implements Clock {
    private static final long HOUR = 3_600_000L;
    private static final double JITTER = 0.9;

    private final double perMs;
    private final double rhythm;
    private final long zone;
    private final long until;
    private double now;
    /** Turns due by now, fractions included. */
    private double due;

    private double turn;

    /**
     * @param rhythm 0 for the same rate day and night, 1 for a person's day and week
     * @param shift share of an interval after which the first turn is due
     */
    JitteredClock(double perHour, double rhythm, double zoneHours, double shift, long from, long until) {
        perMs = perHour / HOUR;
        this.rhythm = rhythm;
        zone = (long) (zoneHours * HOUR);
        turn = shift;
        now = from;
        this.until = until;
    }

    @Override
    public long next(SplittableRandom random) {
        double wanted = turn + JITTER * random.nextDouble();
        turn++;
        while (now < until) {
            long local = (long) now + zone;
            double speed = perMs * (1 - rhythm + rhythm * HumanClock.everyday(local));
            double untilNextHour = HOUR - Math.floorMod(local, HOUR);
            if (due + speed * untilNextHour >= wanted) {
                now += (wanted - due) / speed;
                due = wanted;
                return now < until ? (long) now : NEVER;
            }
            due += speed * untilNextHour;
            now += untilNextHour;
        }
        return NEVER;
    }
}
