// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** How numpy spreads one seed of 32 bits over the 256 bits that seed its PCG64. */
final class SeedSequence {
    private static final int POOL = 4;

    private SeedSequence() {}

    /** Four words of 64 bits: the state's high and low half, then the stream's. */
    static long[] words(int seed) {
        int[] pool = pool(seed);
        int[] halves = new int[8];
        int constant = 0x8b51f9dd;
        for (int i = 0; i < halves.length; i++) {
            int value = pool[i % POOL] ^ constant;
            constant *= 0x58f38ded;
            value *= constant;
            halves[i] = value ^ (value >>> 16);
        }
        long[] words = new long[4];
        for (int i = 0; i < words.length; i++) {
            words[i] = Integer.toUnsignedLong(halves[2 * i]) | (long) halves[2 * i + 1] << 32;
        }
        return words;
    }

    private static int[] pool(int seed) {
        int[] pool = new int[POOL];
        Hash hash = new Hash();
        for (int i = 0; i < POOL; i++) {
            pool[i] = hash.of(i == 0 ? seed : 0);
        }
        for (int from = 0; from < POOL; from++) {
            for (int to = 0; to < POOL; to++) {
                if (from != to) {
                    int mixed = 0xca01f9dd * pool[to] - 0x4973f715 * hash.of(pool[from]);
                    pool[to] = mixed ^ (mixed >>> 16);
                }
            }
        }
        return pool;
    }

    private static final class Hash {
        private int constant = 0x43b0d7e5;

        int of(int word) {
            int value = word ^ constant;
            constant *= 0x931e8875;
            value *= constant;
            return value ^ (value >>> 16);
        }
    }
}
