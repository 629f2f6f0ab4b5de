// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.random.RandomGenerator;

/** Draws counts anew, as if the same number of texts had been collected again. */
final class Resample {
    private static final double LARGE = 30;

    private Resample() {}

    /** Every count becomes a Poisson draw with that mean: a bootstrap whose cost does not grow with the counts. */
    static int[] of(int[] counts, RandomGenerator random) {
        int[] drawn = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            drawn[i] = poisson(counts[i], random);
        }
        return drawn;
    }

    private static int poisson(double mean, RandomGenerator random) {
        if (mean > LARGE) {
            return (int) Math.max(0, Math.round(mean + random.nextGaussian() * StrictMath.sqrt(mean)));
        }
        double limit = StrictMath.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
