// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/*
 * A run's words are hashed to 64 bits by a fast function with a secret seed, and the result by SipHash-2-4 with a key of
 * 128 bits. What an index holds is therefore what a pseudorandom function made of distinct inputs, and tells nobody
 * without the key anything, not even whether a guess is right.
 */
/** One key of an index of served answers, as the functions it drives. Immutable. */
final class IndexKey {
    private static final long CHECK = 0x636865636B206B79L;

    private final long wordSeed;
    private final SipHash runs;
    private final SipHash names;

    /** The key made of 64 secret bytes. */
    IndexKey(byte[] secret) {
        ByteBuffer parts = ByteBuffer.wrap(secret).order(ByteOrder.LITTLE_ENDIAN);
        long k0 = parts.getLong();
        long k1 = parts.getLong();
        runs = new SipHash(k0, k1);
        names = new SipHash(parts.getLong(), parts.getLong());
        wordSeed = parts.getLong();
    }

    /** Seed of the words' hashes. */
    long wordSeed() {
        return wordSeed;
    }

    /** What an index holds of a run. */
    long run(long fingerprint) {
        return runs.of(fingerprint);
    }

    /** What an index holds of a name, such as an input's. */
    long name(CharSequence name) {
        long hash = names.of(name.length());
        for (int i = 0; i < name.length(); i++) {
            hash = names.of(hash ^ name.charAt(i));
        }
        return hash;
    }

    /** By which the key is known again. */
    long check() {
        return names.of(CHECK);
    }
}
