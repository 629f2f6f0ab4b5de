// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Binds whoever publishes it to a record, and tells nobody what the record says: HMAC-SHA-256 of the record with a salt
 * as its key. Immutable.
 */
public final class Commitment {
    static final int BYTES = 32;

    private final byte[] bytes;

    private Commitment(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Commits to a record.
     *
     * @param salt of this record only
     * @param canonicalRecord the record in the one form it is always written in, byte for byte
     */
    public static Commitment of(Salt salt, byte[] canonicalRecord) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt.bytes(), "HmacSHA256"));
            return new Commitment(mac.doFinal(canonicalRecord));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** Reads what {@link #base64} gives. */
    public static Commitment parse(String base64) {
        byte[] bytes = StrictText.base64(base64);
        if (bytes.length != BYTES) {
            throw new StillwatchException("a commitment has " + bytes.length + " bytes, must have " + BYTES);
        }
        return new Commitment(bytes);
    }

    /** In Base 64. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** In lower-case hex. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Commitment that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}
