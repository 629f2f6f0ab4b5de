// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

/** Arithmetic that spreads 64-bit values; no protection against anyone who wants collisions. */
final class Bits {
    /** 2^64 divided by the golden ratio, odd. */
    static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Bits() {}

    /** Spreads every input bit over all output bits (the finaliser of MurmurHash3); a bijection. */
    static long mix(long value) {
        long h = value;
        h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
        h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return h ^ (h >>> 33);
    }
}
