// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives accounts names that tell nobody whose they are: HMAC-SHA-256 of what the client proved, 128 bits in hex.
 *
 * <p>So neither logs nor reports hold keys or people's names, and without the secret nobody can tell whether a key or a
 * person is among them. Thread-safe.
 */
public final class AccountNames {
    /** Fewest bytes of the secret. */
    public static final int LEAST_SECRET = 16;

    private static final int NAME_BYTES = 16;

    /** Keyed already: keying costs as much as the hash itself, and every request needs one. */
    private final ThreadLocal<Mac> macs;

    /**
     * @param secret at least {@value #LEAST_SECRET} bytes
     */
    public AccountNames(byte[] secret) {
        if (secret.length < LEAST_SECRET) {
            throw new IllegalArgumentException(
                    "the secret has " + secret.length + " bytes, must be " + LEAST_SECRET + " or more");
        }
        SecretKeySpec key = new SecretKeySpec(secret, "HmacSHA256");
        this.macs = ThreadLocal.withInitial(() -> keyed(key));
    }

    /** The name of the account of whoever holds an API key. */
    public String ofKey(String key) {
        return "key-" + hash(key);
    }

    /** The name of the account that an identity provider calls {@code subject}. */
    public String ofSubject(String issuer, String subject) {
        return "sub-" + hash(issuer + "\n" + subject);
    }

    /** The name of the account of whoever holds a certificate for this distinguished name. */
    public String ofCertificate(String distinguishedName) {
        return "cert-" + hash(distinguishedName);
    }

    private static Mac keyed(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, NAME_BYTES);
    }
}
