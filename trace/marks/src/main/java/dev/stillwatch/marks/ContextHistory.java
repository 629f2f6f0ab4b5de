// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;

/**
 * The memory with which a sampler leaves repeated contexts unmarked: is a context's hash among the last so many?
 *
 * <p>Constant time a context, about 28 bytes for each remembered one; not thread-safe.
 */
final class ContextHistory {
    /*
     * Positions hang in chains by hash slot, newest first. A chain ends where its positions leave the window, so that
     * nothing ever has to be taken out. Where the marked contexts are limited, only these are remembered.
     */
    private final int within;
    private final boolean zeroRepeats;
    private final int markedAtMost;
    private final int ringMask;
    private final int slotShift;
    private final long[] hashes;
    private final int[] previous;
    private final int[] newest;
    private int position;

    ContextHistory(int within, boolean zeroRepeats, int markedAtMost) {
        this.within = within;
        this.zeroRepeats = zeroRepeats;
        this.markedAtMost = markedAtMost;
        int ring = Integer.highestOneBit(Math.max(1, within) * 2 - 1);
        this.ringMask = ring - 1;
        this.slotShift = 64 - Integer.numberOfTrailingZeros(ring * 4);
        this.hashes = new long[ring];
        this.previous = new int[ring];
        this.newest = new int[ring * 4];
        Arrays.fill(newest, -1);
    }

    /** Remembers one more context, and tells whether its token is sampled without the mark. */
    boolean repeats(long hash) {
        if (within == 0) {
            return false;
        }
        int slot = (int) ((hash * Lcg.MULTIPLIER) >>> slotShift);
        boolean repeated = found(hash, slot) || (zeroRepeats && hash == 0 && position < within);
        if (markedAtMost > 0) {
            if (repeated || position == markedAtMost) {
                return true;
            }
        }
        hashes[position & ringMask] = hash;
        previous[position & ringMask] = newest[slot];
        newest[slot] = position;
        position++;
        return repeated;
    }

    private boolean found(long hash, int slot) {
        int oldest = Math.max(0, position - within);
        int at = newest[slot];
        while (at >= oldest && hashes[at & ringMask] != hash) {
            at = previous[at & ringMask];
        }
        return at >= oldest;
    }
}
