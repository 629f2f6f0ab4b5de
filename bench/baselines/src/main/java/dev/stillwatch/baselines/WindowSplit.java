// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** A pair's prompts split for one seed and window size: what methods may learn from, and what windows are dealt from. */
final class WindowSplit {
    private final int size;
    private final int[] pool;
    private final int[] heldOut;
    private final int[] attackers;

    private WindowSplit(int size, int[] pool, int[] heldOut, int[] attackers) {
        this.size = size;
        this.pool = pool;
        this.heldOut = heldOut;
        this.attackers = attackers;
    }

    /**
     * 80 % of ordinary prompts for the pool, less where windows of this size need more to be dealt from without
     * repetition (a sixth more than one window); enough is left only if the pool holds two windows.
     */
    static WindowSplit of(WindowPair pair, int size, Random random) {
        int[] ordinary = IntStream.range(0, pair.ordinary()).toArray();
        int[] shuffled = Draw.without(ordinary, ordinary.length, random);
        int held = Math.min(shuffled.length, Math.max(shuffled.length / 5, size + size / 6));
        return new WindowSplit(
                size,
                Arrays.copyOfRange(shuffled, held, shuffled.length),
                Arrays.copyOf(shuffled, held),
                IntStream.range(pair.ordinary(), pair.items().size()).toArray());
    }

    /** Prompts a window. */
    int size() {
        return size;
    }

    /** Ordinary prompts for fitting and calibration. */
    int[] pool() {
        return pool.clone();
    }

    /** Whether windows of this size make sense: the pool has two of them, so that ordinary can be told from ordinary. */
    boolean sensible() {
        return pool.length >= 2 * size;
    }

    /** A window of which this share, rounded to whole prompts, is the attacker's. */
    int[] window(double share, Random random) {
        int foreign = (int) Math.round(size * share);
        return Draw.joined(Draw.window(heldOut, size - foreign, random), Draw.window(attackers, foreign, random));
    }
}
