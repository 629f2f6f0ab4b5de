// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.SplittableRandom;

/**
 * An application's clock: on for a while, off for a while, gamma-distributed intervals when on.
 *
 * <p>Fitted to the public ServeGen client traces: rates spread lognormally, coefficient of variation of intervals around
 * 1.3, the median client active in a fifth of all ten-minute windows.
 */
final class MachineClock implements Clock {
    private static final double HOUR = 3_600_000;

    private final double meanInterval;
    private final double shape;
    private final double onMean;
    private final double offMean;
    private final long until;
    private double now;
    private double onUntil;
    private boolean started;

    /**
     * @param perHourWhenOn exchanges an hour while active
     * @param variation coefficient of variation of intervals; 1 is a Poisson process
     * @param onHours mean length of an active stretch
     * @param offHours mean length of a pause; 0 for always on
     */
    MachineClock(double perHourWhenOn, double variation, double onHours, double offHours, long from, long until) {
        meanInterval = HOUR / perHourWhenOn;
        shape = 1 / (variation * variation);
        onMean = onHours * HOUR;
        offMean = offHours * HOUR;
        now = from;
        this.until = until;
    }

    /** Poisson arrivals day and night. */
    static MachineClock flat(double perHour, long from, long until) {
        return new MachineClock(perHour, 1, 1, 0, from, until);
    }

    @Override
    public long next(SplittableRandom random) {
        if (!started) {
            started = true;
            // The simulation looks in at a random place in the application's cycle.
            if (random.nextDouble() * (onMean + offMean) >= onMean) {
                now += exponential(random) * offMean;
            }
            onUntil = now + exponential(random) * onMean;
        }
        now += meanInterval * gamma(random, shape) / shape;
        if (offMean > 0 && now > onUntil) {
            now = onUntil + exponential(random) * offMean;
            onUntil = now + exponential(random) * onMean;
        }
        return now < until ? (long) now : NEVER;
    }

    private static double exponential(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble());
    }

    /** Gamma with scale 1 (Marsaglia and Tsang; boosted for shapes below 1). */
    static double gamma(SplittableRandom random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
