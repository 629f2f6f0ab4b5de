// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.SplittableRandom;

/** Derives independent seeds from a seed and a place in the simulation, so that order of use never matters. */
final class Seeds {
    private Seeds() {}

    /** A well-mixed 64-bit value of all parts (SplitMix64 finaliser after each). */
    static long of(long seed, long... parts) {
        long h = mix(seed + 0x9E3779B97F4A7C15L);
        for (long part : parts) {
            h = mix(h ^ mix(part + 0x9E3779B97F4A7C15L));
        }
        return h;
    }

    static SplittableRandom random(long seed, long... parts) {
        return new SplittableRandom(of(seed, parts));
    }

    /** A bijection of 64-bit values: distinct inputs give distinct outputs. */
    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Lognormal with the given median. */
    static double lognormal(SplittableRandom random, double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }
}
