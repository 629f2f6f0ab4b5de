// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.SplittableRandom;

/** An application's clock after a recorded client: gamma-distributed intervals at the rate of each ten-minute window. */
final class TraceClock implements Clock {
    private static final double WINDOW_MS = 600_000;

    private final ServeGen.Trace trace;
    private final double shape;
    private final double windowsPerUnit;
    private final long from;
    private final long until;
    private final int shift;
    private double position;

    /**
     * @param perHourWhenOn mean exchanges an hour over the windows in which the client was active at all
     * @param random draws where in the trace the simulation begins
     */
    TraceClock(ServeGen.Trace trace, double perHourWhenOn, long from, long until, SplittableRandom random) {
        this.trace = trace;
        this.from = from;
        this.until = until;
        shape = 1 / (trace.variation() * trace.variation());
        shift = random.nextInt(trace.activity().size());
        double sum = 0;
        int active = 0;
        for (float activity : trace.activity()) {
            sum += activity;
            active += activity > 0 ? 1 : 0;
        }
        windowsPerUnit = perHourWhenOn / 6 / (sum / active);
    }

    /*
     * Time is stretched by activity: intervals are drawn on an operational clock that runs as fast as the window's rate,
     * and stands still where the client was silent.
     */
    @Override
    public long next(SplittableRandom random) {
        double left = MachineClock.gamma(random, shape) / shape;
        while (true) {
            int window = (int) position;
            double speed = windowsPerUnit
                    * trace.activity().get((window + shift) % trace.activity().size());
            double restOfWindow = window + 1 - position;
            if (speed > 0 && left <= speed * restOfWindow) {
                position += left / speed;
                long time = from + (long) (position * WINDOW_MS);
                return time < until ? time : NEVER;
            }
            left -= speed * restOfWindow;
            position = window + 1;
            if (from + position * WINDOW_MS >= until) {
                return NEVER;
            }
        }
    }
}
