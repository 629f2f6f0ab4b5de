// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** One signature line of a signed note. Immutable. */
final class NoteSignature {
    private static final String DASH = "\u2014 ";
    private static final int MOST_BYTES = 8_192;

    private final String name;
    private final int keyId;
    private final byte[] signature;

    NoteSignature(String name, int keyId, byte[] signature) {
        this.name = name;
        this.keyId = keyId;
        this.signature = signature.clone();
    }

    static NoteSignature of(VerifierKey key, byte[] signature) {
        return new NoteSignature(key.name(), key.id(), signature);
    }

    /** Reads a line without its line break. */
    static NoteSignature parse(String line) {
        String[] parts = line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
        if (parts.length != 2) {
            throw new StillwatchException("a signature line must read: em dash, key name, Base 64");
        }
        byte[] bytes = StrictText.base64(parts[1]);
        if (bytes.length <= Integer.BYTES || bytes.length > MOST_BYTES) {
            throw new StillwatchException("a signature line holds " + bytes.length + " bytes");
        }
        return new NoteSignature(
                VerifierKey.checkedName(parts[0]),
                ByteBuffer.wrap(bytes).getInt(),
                Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
    }

    String name() {
        return name;
    }

    boolean isBy(VerifierKey key) {
        return name.equals(key.name()) && keyId == key.id();
    }

    byte[] signature() {
        return signature.clone();
    }

    /** The line without its line break. */
    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return DASH + name + " " + Base64.getEncoder().encodeToString(bytes);
    }
}
