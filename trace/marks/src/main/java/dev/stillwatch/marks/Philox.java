// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * The counter-based generator Philox4x32-10.
 *
 * @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al. 2011, Parallel random numbers</a>
 */
final class Philox {

    private Philox() {}

    /** Four 32-bit words. */
    record Block(int w0, int w1, int w2, int w3) {
        int word(int index) {
            return switch (index) {
                case 0 -> w0;
                case 1 -> w1;
                case 2 -> w2;
                default -> w3;
            };
        }
    }

    /** Ten rounds on a counter under a key. */
    static Block block(int c0, int c1, int c2, int c3, int key0, int key1) {
        int k0 = key0;
        int k1 = key1;
        int w0 = c0;
        int w1 = c1;
        int w2 = c2;
        int w3 = c3;
        for (int round = 0; round < 10; round++) {
            long p0 = 0xD2511F53L * Integer.toUnsignedLong(w0);
            long p1 = 0xCD9E8D57L * Integer.toUnsignedLong(w2);
            w0 = (int) (p1 >>> 32) ^ w1 ^ k0;
            w2 = (int) (p0 >>> 32) ^ w3 ^ k1;
            w1 = (int) p1;
            w3 = (int) p0;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        return new Block(w0, w1, w2, w3);
    }
}
