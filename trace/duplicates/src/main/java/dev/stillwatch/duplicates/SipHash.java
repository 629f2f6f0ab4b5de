// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

/**
 * SipHash-2-4 (Aumasson and Bernstein 2012) of one 64-bit value: without the key nobody can tell its results from
 * random ones. Immutable; some ten nanoseconds a value.
 */
final class SipHash {
    /** The last block says that the message has eight bytes. */
    private static final long LENGTH = 8L << 56;

    private final long k0;
    private final long k1;

    /** The function of a key, its 16 bytes as two little-endian numbers. */
    SipHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    /** The hash of the value's eight bytes in little-endian order. */
    long of(long value) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        for (int step = 0; step < 8; step++) {
            if (step == 0) {
                v3 ^= value;
            } else if (step == 2) {
                v0 ^= value;
                v3 ^= LENGTH;
            } else if (step == 4) {
                v0 ^= LENGTH;
                v2 ^= 0xff;
            }
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
