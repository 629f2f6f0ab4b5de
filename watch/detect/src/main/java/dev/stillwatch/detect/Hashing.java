// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.nio.charset.StandardCharsets;

/** The 64-bit hashes that stand for identifiers: one-way for practical purposes, stable over runs and machines. */
final class Hashing {
    private static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Hashing() {}

    /** Spreads every input bit over all output bits (the finaliser of MurmurHash3); a bijection. */
    static long mix(long value) {
        long h = value;
        h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
        h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return h ^ (h >>> 33);
    }

    /** Hash of an ordered pair. */
    static long combine(long first, long second) {
        return mix(first * 0x9E3779B97F4A7C15L + mix(second));
    }

    /** Hash of a text, never 0 so that 0 can mean absent. */
    static long of(String text) {
        long h = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128) {
                return ofBytes(text.getBytes(StandardCharsets.UTF_8));
            }
            h = (h ^ c) * FNV_PRIME;
        }
        return notZero(mix(h));
    }

    private static long ofBytes(byte[] text) {
        long h = FNV_BASIS;
        for (byte b : text) {
            h = (h ^ (b & 0xFF)) * FNV_PRIME;
        }
        return notZero(mix(h));
    }

    private static long notZero(long hash) {
        return hash == 0 ? 1 : hash;
    }

    /** Index of a hash in a table of {@code 1 << bits} places. */
    static int slot(long hash, int bits) {
        return (int) (hash >>> (64 - bits));
    }
}
