// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.util.Arrays;

/*
 * Fast Similarity Sketching (Dahlgaard, Knudsen, Thorup 2017, section 3). In round 0 each element is thrown into one of t
 * bins with a random value, and a bin keeps the least. Rounds 1 to t - 1 do so again with fresh hashes and larger values,
 * as long as a bin is empty; rounds t to 2t - 1 throw all elements into bin round - t, so that none stays empty. A text
 * of more than a few t different runs is done after round 0, which needs no memory of them; so elements are kept only
 * until every bin is full.
 */
/** The bins of one sketch being made. Not thread-safe. */
final class SketchBins {
    private static final long EMPTY = Long.MAX_VALUE;
    private static final int VALUE_BITS = 48;
    private static final long VALUE = (1L << VALUE_BITS) - 1;
    /** Elements between two looks whether every bin is full. */
    private static final int STRETCH = 128;

    private final long[] bins;
    private final int shift;
    private int empty;
    /** Elements for further rounds; none are added once every bin is full. */
    private long[] kept;

    private int count;

    SketchBins(int size) {
        bins = new long[size];
        Arrays.fill(bins, EMPTY);
        empty = size;
        kept = new long[8 * size];
        shift = Long.numberOfLeadingZeros(size) + 1;
    }

    /** Adds elements, which must be well mixed; one that was added before changes nothing. */
    void add(long[] elements, int length) {
        int from = 0;
        while (empty > 0 && from < length) {
            int n = Math.min(STRETCH, length - from);
            keep(elements, from, n);
            for (int i = from; i < from + n; i++) {
                place(elements[i], 0);
            }
            from += n;
        }
        if (empty > 0) {
            return;
        }
        long[] target = bins;
        int by = shift;
        for (int i = from; i < length; i++) {
            long element = elements[i];
            int bin = (int) (element >>> by);
            long value = element & VALUE;
            if (value < target[bin]) {
                target[bin] = value;
            }
        }
    }

    private void place(long element, int round) {
        long hash = round == 0 ? element : Bits.mix(element + round * Bits.GOLDEN);
        int bin = round < bins.length ? (int) (hash >>> shift) : round - bins.length;
        long value = ((long) round << VALUE_BITS) | (hash & VALUE);
        if (value < bins[bin]) {
            empty -= bins[bin] == EMPTY ? 1 : 0;
            bins[bin] = value;
        }
    }

    /** Keeps elements for further rounds, making room by forgetting copies, else by growing. */
    private void keep(long[] elements, int from, int n) {
        if (count + n > kept.length) {
            Arrays.sort(kept, 0, count);
            int different = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || kept[i] != kept[i - 1]) {
                    kept[different++] = kept[i];
                }
            }
            count = different;
            if (count + n > kept.length / 2) {
                kept = Arrays.copyOf(kept, 2 * kept.length);
            }
        }
        System.arraycopy(elements, from, kept, count, n);
        count += n;
    }

    /** The bins as 32-bit values; all 0 if nothing was added. */
    int[] finish() {
        int[] values = new int[bins.length];
        if (empty == bins.length) {
            return values;
        }
        for (int round = 1; empty > 0; round++) {
            for (int i = 0; i < count; i++) {
                place(kept[i], round);
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) (Bits.mix(bins[i]) >>> 32);
        }
        return values;
    }
}
