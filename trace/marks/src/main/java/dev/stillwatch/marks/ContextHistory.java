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
     * nothing ever has to be taken out.
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
    private int marked;

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
        Arrays.fill(newest, Integer.MIN_VALUE);
    }

    /** Remembers one more context, and tells whether its token is sampled without the mark. */
    boolean repeats(long hash) {
        boolean repeated = within > 0 && remembered(hash);
        if (!repeated && markedAtMost > 0) {
            if (marked == markedAtMost) {
                return true;
            }
            marked++;
        }
        return repeated;
    }

    private boolean remembered(long hash) {
        int oldest = position - within;
        int slot = (int) ((hash * Lcg.MULTIPLIER) >>> slotShift);
        int before = newest[slot];
        int at = before;
        while (at >= oldest && at >= 0 && hashes[at & ringMask] != hash) {
            at = previous[at & ringMask];
        }
        boolean found = at >= oldest && at >= 0;
        hashes[position & ringMask] = hash;
        previous[position & ringMask] = before;
        newest[slot] = position;
        boolean zero = zeroRepeats && hash == 0 && position < within;
        position++;
        return found || zero;
    }
}
