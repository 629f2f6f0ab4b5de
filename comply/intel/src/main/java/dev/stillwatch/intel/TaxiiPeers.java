// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who may ask. Keeps hashes of secrets only; every secret is compared, in time that does not depend on it. Immutable,
 * thread-safe. Secrets are to be random, 32 characters or more: a plain hash does not protect a password.
 */
public final class TaxiiPeers {
    private static final int SHORTEST_SECRET = 16;

    private final Map<String, byte[]> hashes = new LinkedHashMap<>();

    /** Peers by name, each with its secret: the password of basic authentication, or a bearer token. */
    public TaxiiPeers(Map<String, String> secrets) {
        secrets.forEach((name, secret) -> {
            if (name.isEmpty() || name.indexOf(':') >= 0) {
                throw new IllegalArgumentException("a peer's name has a character or more and no colon");
            }
            if (secret.length() < SHORTEST_SECRET) {
                throw new IllegalArgumentException(
                        "the secret of " + name + " has fewer than " + SHORTEST_SECRET + " characters");
            }
            hashes.put(name, Hashes.sha256(secret.getBytes(StandardCharsets.UTF_8)));
        });
    }

    /** The peer that an Authorization header proves; empty if it proves none. */
    Optional<String> authenticated(Optional<String> authorization) {
        String header = authorization.orElse("");
        String scheme = header.toLowerCase(Locale.ROOT);
        if (scheme.startsWith("bearer ")) {
            return holder(header.substring("bearer ".length()).strip());
        }
        if (scheme.startsWith("basic ")) {
            try {
                String pair = new String(
                        Base64.getDecoder()
                                .decode(header.substring("basic ".length()).strip()),
                        StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                return colon < 0
                        ? Optional.empty()
                        : holder(pair.substring(colon + 1)).filter(name -> name.equals(pair.substring(0, colon)));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<String> holder(String secret) {
        byte[] hash = Hashes.sha256(secret.getBytes(StandardCharsets.UTF_8));
        Optional<String> found = Optional.empty();
        for (Map.Entry<String, byte[]> peer : hashes.entrySet()) {
            if (MessageDigest.isEqual(peer.getValue(), hash)) {
                found = Optional.of(peer.getKey());
            }
        }
        return found;
    }
}
