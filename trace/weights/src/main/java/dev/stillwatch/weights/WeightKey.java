// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import com.google.crypto.tink.prf.Prf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * One key of weight marks. Everything about a mark is a stream of its own, by the name of its purpose and what it is for.
 * Immutable and thread-safe.
 */
public final class WeightKey {
    private static final int BYTES = 32;

    private final int id;
    private final Prf prf;

    WeightKey(int id, Prf prf) {
        this.id = id;
        this.prf = prf;
    }

    /** The key's id in its keyset; no secret. */
    public int id() {
        return id;
    }

    /** What a stream of chance decides. */
    enum Purpose {
        /** How likely each symbol is a one. */
        SHARES("stillwatch weights shares"),
        /** A recipient's code. */
        CODE("stillwatch weights code"),
        /** Which runs of a tensor carry, which symbols, with which signs. */
        CARRIERS("stillwatch weights carriers"),
        /** How a recipient's copy of a tensor is rounded. */
        ROUNDING("stillwatch weights rounding");

        private final String label;

        Purpose(String label) {
            this.label = label;
        }
    }

    /** The stream of one purpose for the things named, however they are spelt: no two lists of names share one. */
    KeyStream stream(Purpose purpose, String... names) {
        byte[] label = purpose.label.getBytes(StandardCharsets.UTF_8);
        int length = label.length;
        byte[][] parts = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            parts[i] = names[i].getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + parts[i].length;
        }
        ByteBuffer input = ByteBuffer.allocate(length).put(label);
        for (byte[] part : parts) {
            input.putInt(part.length).put(part);
        }
        try {
            return new KeyStream(prf.compute(input.array(), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that gave 32 bytes gives them no more", e);
        }
    }
}
