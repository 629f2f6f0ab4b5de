// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** A pair's prompts split for one seed: what methods may learn from, and what windows are dealt from. */
final class WindowSplit {
    private final int[] pool;
    private final int[] heldOut;
    private final int[] attackers;

    private WindowSplit(int[] pool, int[] heldOut, int[] attackers) {
        this.pool = pool;
        this.heldOut = heldOut;
        this.attackers = attackers;
    }

    /**
     * 80 % of ordinary prompts for the pool, less where windows of this size need more to be dealt from without
     * repetition: a sixth more than one window.
     */
    static WindowSplit of(WindowPair pair, int largest, Random random) {
        int[] ordinary = IntStream.range(0, pair.ordinary()).toArray();
        int[] shuffled = Draw.without(ordinary, ordinary.length, random);
        int held = heldOut(pair, largest);
        return new WindowSplit(
                Arrays.copyOfRange(shuffled, held, shuffled.length),
                Arrays.copyOf(shuffled, held),
                IntStream.range(pair.ordinary(), pair.items().size()).toArray());
    }

    private static int heldOut(WindowPair pair, int size) {
        return Math.max(pair.ordinary() / 5, size + size / 6);
    }

    /** Whether windows of this size make sense: the pool then has two, so that ordinary can be compared with ordinary. */
    static boolean sensible(WindowPair pair, int size) {
        return pair.ordinary() - heldOut(pair, size) >= 2 * size;
    }

    /** Ordinary prompts for fitting and calibration. */
    int[] pool() {
        return pool.clone();
    }

    /** A window of which this share, rounded to whole prompts, is the attacker's. */
    int[] window(int size, double share, Random random) {
        int foreign = (int) Math.round(size * share);
        return Draw.joined(Draw.window(heldOut, size - foreign, random), Draw.window(attackers, foreign, random));
    }
}
