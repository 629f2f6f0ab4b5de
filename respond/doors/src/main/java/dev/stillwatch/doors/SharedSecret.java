// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * What a caller of a door has to know. Compared in a time that tells nothing; held as a hash. Immutable.
 */
public final class SharedSecret {
    private static final int LEAST = 16;

    private final List<byte[]> hashes;

    /**
     * @param secrets any of which is accepted, so that they can be replaced; at least {@value #LEAST} characters each
     */
    public SharedSecret(List<String> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.length() < LEAST)) {
            throw new IllegalArgumentException(
                    "a door needs a secret of " + LEAST + " characters or more, which its callers give");
        }
        this.hashes = secrets.stream().map(SharedSecret::hash).toList();
    }

    boolean is(String given) {
        byte[] hash = hash(given);
        boolean known = false;
        for (byte[] each : hashes) {
            known |= MessageDigest.isEqual(each, hash);
        }
        return known;
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
