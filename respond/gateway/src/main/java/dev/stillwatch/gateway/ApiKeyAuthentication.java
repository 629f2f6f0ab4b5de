// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes the API key for the account: {@code Authorization: Bearer} or {@code x-api-key}.
 *
 * <p>The account's name is an HMAC-SHA-256 of the key, 128 bits in hex, so that neither logs nor reports hold keys and
 * nobody without the secret can tell whose key an account is. Whether a key is valid the model server says: answers 401
 * and 403 are not taken for anybody's traffic. Thread-safe.
 */
public final class ApiKeyAuthentication implements Authentication {
    private static final int LONGEST_KEY = 4096;
    private static final int NAME_BYTES = 16;
    private static final Problem MISSING = new Problem(
            401, "api_key_missing", "Give an API key as `Authorization: Bearer KEY` or `x-api-key: KEY`.");
    private static final Problem TWO = new Problem(
            400, "api_key_ambiguous", "The request gives more than one API key; give one, in one header.");

    private final SecretKeySpec secret;
    private final Function<String, Principal> register;

    /**
     * @param secret of the HMAC; at least 16 bytes
     * @param register what is known of an account, by its name
     */
    public ApiKeyAuthentication(byte[] secret, Function<String, Principal> register) {
        if (secret.length < NAME_BYTES) {
            throw new IllegalArgumentException("the secret has " + secret.length + " bytes, must be 16 or more");
        }
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
        this.register = register;
    }

    @Override
    public Outcome authenticate(HttpServerRequest request) {
        MultiMap headers = request.headers();
        List<String> bearers = headers.getAll("authorization");
        List<String> keys = headers.getAll("x-api-key");
        if (bearers.size() + keys.size() == 0) {
            return new Outcome.Refused(MISSING);
        }
        Optional<String> key = Optional.empty();
        for (String bearer : bearers) {
            Optional<String> found = bearer(bearer);
            if (found.isEmpty()) {
                return new Outcome.Refused(MISSING);
            }
            if (key.isPresent() && !key.equals(found)) {
                return new Outcome.Refused(TWO);
            }
            key = found;
        }
        for (String given : keys) {
            Optional<String> found = Optional.of(given.strip());
            if (key.isPresent() && !key.equals(found)) {
                return new Outcome.Refused(TWO);
            }
            key = found;
        }
        return key.filter(k -> !k.isEmpty() && k.length() <= LONGEST_KEY)
                .<Outcome>map(k -> new Outcome.Known(register.apply(accountOf(k))))
                .orElseGet(() -> new Outcome.Refused(MISSING));
    }

    private static Optional<String> bearer(String header) {
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(header.substring(7).strip())
                : Optional.empty();
    }

    /** The account that a key stands for. */
    public String accountOf(String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            byte[] hash = mac.doFinal(key.getBytes(StandardCharsets.UTF_8));
            return "key-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
