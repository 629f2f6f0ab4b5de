// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bits that cannot be told from chance without the key: AES-256 in counter mode, read from any block of 16 bytes on.
 *
 * <p>The key is used for nothing else, so the counter starts at 0. Not thread-safe: each thread makes its own.
 */
final class KeyStream {
    static final int BLOCK = 16;

    private final SecretKeySpec key;
    private final Cipher cipher;
    private final byte[] counter = new byte[BLOCK];
    private byte[] zeros = new byte[0];

    KeyStream(byte[] key) {
        try {
            this.key = new SecretKeySpec(key, "AES");
            this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES in counter mode", e);
        }
    }

    /**
     * Reads blocks.
     *
     * @param block the first of them, from 0
     * @param into filled from its start
     * @param bytes how many; any number
     */
    void read(long block, byte[] into, int bytes) {
        if (zeros.length < bytes) {
            zeros = new byte[bytes];
        }
        ByteBuffer.wrap(counter).putLong(8, block);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
            cipher.update(zeros, 0, bytes, into, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES in counter mode refused a block", e);
        }
    }
}
