// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** A secret that a consortium's members share. It never shows itself in text. Immutable, thread-safe. */
public final class SharingKey {
    /** Bytes of a secret. */
    public static final int BYTES = 32;

    private static final byte[] PERIOD_DOMAIN = "stillwatch-period/v1\0".getBytes(StandardCharsets.UTF_8);

    private final String id;
    private final byte[] secret;

    /**
     * A key that was agreed on elsewhere.
     *
     * @param id 1 to 32 lower-case letters, digits and hyphens; public
     * @param secret {@value #BYTES} bytes
     */
    public SharingKey(String id, byte[] secret) {
        if (!KeyedToken.KEY_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a key id has 1 to 32 lower-case letters, digits and hyphens");
        }
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a secret has " + BYTES + " bytes, not " + secret.length);
        }
        this.id = id;
        this.secret = secret.clone();
    }

    /** A new key by chance. */
    public static SharingKey random(String id, SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new SharingKey(id, secret);
    }

    public String id() {
        return id;
    }

    /** For the store and the key file only. */
    byte[] secret() {
        return secret.clone();
    }

    /** The key of one month: who has only that learns nothing of other months. */
    byte[] of(String period) {
        return Hashes.hmac(secret, PERIOD_DOMAIN, period.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "SharingKey[" + id + "]";
    }
}
