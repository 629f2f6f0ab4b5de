// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.Hkdf;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * One shard's encryption: AES-256-GCM in segments of 64 KiB (Tink's AES-GCM-HKDF streaming AEAD), so that no more than a segment
 * is in memory and none can be changed, moved, dropped or taken from another shard. Immutable and thread-safe.
 */
final class ShardCipher {
    /** Of keys, in bytes. */
    static final int KEY = 32;

    /** Small, so that Java has seen enough calls to take the processor's own AES-GCM after some megabytes and not some hundred. */
    private static final int SEGMENT = 64 << 10;

    private static final String MAC = "HmacSha256";

    private final StreamingAead cipher;
    private final byte[] place;

    private ShardCipher(StreamingAead cipher, byte[] place) {
        this.cipher = cipher;
        this.place = place;
    }

    /**
     * The key of a shard, from its artefact's key: who has it learns nothing of the others (HKDF, RFC 5869).
     *
     * @param artefactKey 32 random bytes, for this artefact only
     */
    static byte[] key(byte[] artefactKey, String artefact, int shard) {
        try {
            return Hkdf.computeHkdf(MAC, artefactKey, new byte[0], place(artefact, shard), KEY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    /** With a shard's own key. */
    static ShardCipher of(byte[] shardKey, String artefact, int shard) {
        try {
            return new ShardCipher(new AesGcmHkdfStreaming(shardKey, MAC, KEY, SEGMENT, 0), place(artefact, shard));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a shard's key has " + KEY + " bytes", e);
        }
    }

    private static byte[] place(String artefact, int shard) {
        return ("stillwatch shard " + shard + " of " + artefact).getBytes(StandardCharsets.UTF_8);
    }

    OutputStream encrypting(OutputStream to) throws IOException {
        try {
            return cipher.newEncryptingStream(to, place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /** Reading from it fails with an {@link IOException} where anything was changed. */
    InputStream decrypting(InputStream from) throws IOException {
        try {
            return cipher.newDecryptingStream(from, place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }
}
