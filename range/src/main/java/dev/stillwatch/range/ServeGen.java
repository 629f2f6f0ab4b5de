// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.SplittableRandom;

/** Clocks of API applications. */
final class ServeGen {
    private ServeGen() {}

    /** An application's clock over the whole simulated time. */
    static Clock clock(Roster roster, double busiest, SplittableRandom random) {
        double rate = Math.min(busiest, Seeds.lognormal(random, 2.5, 1.3));
        double variation = Math.clamp(Seeds.lognormal(random, 1.3, 0.4), 0.5, 6);
        double on = Seeds.lognormal(random, 6, 0.7);
        return new MachineClock(rate, variation, on, on * 3, roster.from, roster.until);
    }
}
