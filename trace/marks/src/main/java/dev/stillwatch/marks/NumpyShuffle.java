// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.math.BigInteger;

/**
 * How numpy's {@code default_rng(seed).shuffle} orders a one-dimensional array: PCG64 seeded through SeedSequence.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://www.pcg-random.org/paper.html">O'Neill 2014, PCG</a>
 */
final class NumpyShuffle {
    private static final BigInteger MULTIPLIER = new BigInteger("47026247687942121848144207491837523525");
    private static final long MULTIPLIER_HIGH = MULTIPLIER.shiftRight(64).longValue();
    private static final long MULTIPLIER_LOW = MULTIPLIER.longValue();

    private long stateHigh;
    private long stateLow;
    private final long stepHigh;
    private final long stepLow;
    private boolean kept;
    private int keptWord;

    /** @param seed 32 bits, unsigned */
    NumpyShuffle(int seed) {
        long[] words = SeedSequence.words(seed);
        stepHigh = words[2] << 1 | words[3] >>> 63;
        stepLow = words[3] << 1 | 1;
        step();
        stateLow += words[1];
        stateHigh += words[0] + (Long.compareUnsigned(stateLow, words[1]) < 0 ? 1 : 0);
        step();
    }

    /** Shuffles as {@code Generator.shuffle} does: from the last place down. */
    void shuffle(boolean[] row) {
        for (int i = row.length - 1; i > 0; i--) {
            int other = bounded(i);
            boolean taken = row[other];
            row[other] = row[i];
            row[i] = taken;
        }
    }

    /** From 0 to {@code most}, both included; drawn again while it lies above, under the smallest mask of ones. */
    private int bounded(int most) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(most);
        int drawn = next32() & mask;
        while (Integer.compareUnsigned(drawn, most) > 0) {
            drawn = next32() & mask;
        }
        return drawn;
    }

    private int next32() {
        if (kept) {
            kept = false;
            return keptWord;
        }
        long word = next64();
        kept = true;
        keptWord = (int) (word >>> 32);
        return (int) word;
    }

    long next64() {
        step();
        return Long.rotateRight(stateHigh ^ stateLow, (int) (stateHigh >>> 58));
    }

    private void step() {
        long high = Math.unsignedMultiplyHigh(stateLow, MULTIPLIER_LOW)
                + stateHigh * MULTIPLIER_LOW
                + stateLow * MULTIPLIER_HIGH;
        long low = stateLow * MULTIPLIER_LOW;
        stateLow = low + stepLow;
        stateHigh = high + stepHigh + (Long.compareUnsigned(stateLow, low) < 0 ? 1 : 0);
    }
}
