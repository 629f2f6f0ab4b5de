// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

/**
 * Tells of most hashes that are not in a set that they are not, by one look into memory: a bit for each value of the
 * highest bits, of which at most one in sixteen is set while the set has up to 16 million hashes (Bloom 1970, with one
 * hash function). Two to four bytes a hash, 32 MiB at most. Thread-safe once it is filled.
 */
final class HashFilter {
    private static final int MOST_BITS = 28;
    private static final int BITS_A_HASH = 4;

    private final long[] words;
    private final int shift;

    /** A filter for about so many hashes, which must be uniform in their highest bits. */
    HashFilter(long expected) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, expected)) + BITS_A_HASH;
        bits = Math.clamp(bits, Long.numberOfTrailingZeros(Long.SIZE), MOST_BITS);
        shift = Long.SIZE - bits;
        words = new long[1 << (bits - Long.numberOfTrailingZeros(Long.SIZE))];
    }

    void add(long hash) {
        long bit = hash >>> shift;
        words[(int) (bit / Long.SIZE)] |= 1L << bit;
    }

    /**
     * Sets a byte to 1 for each hash that may have been added; where it stays 0, the hash was not. Waits for memory once for
     * several hashes, since no look depends on another.
     */
    void mark(long[] hashes, byte[] marks) {
        for (int i = 0; i < hashes.length; i++) {
            long bit = hashes[i] >>> shift;
            marks[i] |= (byte) ((words[(int) (bit / Long.SIZE)] >>> bit) & 1);
        }
    }
}
