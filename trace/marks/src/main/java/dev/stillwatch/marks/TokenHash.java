// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** A 64-bit hash of a run of tokens that knows no key; not made to resist somebody who wants two runs to share it. */
public final class TokenHash {
    private TokenHash() {}

    /** The hash of {@code length} tokens from {@code start} on; every bit of it depends on all of them. */
    public static long of(int[] tokens, int start, int length) {
        long hash = length;
        for (int i = start; i < start + length; i++) {
            hash = add(hash, tokens[i]);
        }
        return hash;
    }

    static long add(long hash, int token) {
        return mix((hash ^ token) * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input reaches every bit of the output. */
    static long mix(long x) {
        long y = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
