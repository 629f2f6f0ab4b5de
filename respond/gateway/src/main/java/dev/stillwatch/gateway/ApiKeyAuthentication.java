// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the API key for the account: {@code Authorization: Bearer} or {@code x-api-key}.
 *
 * <p>Whether a key is valid the model server says: answers 401
 * and 403 are not taken for anybody's traffic. Thread-safe.
 */
public final class ApiKeyAuthentication implements Authentication {
    private static final int LONGEST_KEY = 4096;
    private static final Problem MISSING =
            new Problem(401, "api_key_missing", "Give an API key as `Authorization: Bearer KEY` or `x-api-key: KEY`.");
    private static final Problem TWO =
            new Problem(400, "api_key_ambiguous", "The request gives more than one API key; give one, in one header.");

    private final AccountNames names;
    private final Function<String, Principal> register;

    /**
     * @param register what is known of an account, by its name
     */
    public ApiKeyAuthentication(AccountNames names, Function<String, Principal> register) {
        this.names = names;
        this.register = register;
    }

    @Override
    public Outcome authenticate(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return authenticate(headers.getAll("authorization"), headers.getAll("x-api-key"));
    }

    /**
     * The principal behind a request with these headers.
     *
     * @param bearers values of {@code Authorization}
     * @param keys values of {@code x-api-key}
     */
    public Outcome authenticate(List<String> bearers, List<String> keys) {
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
                .<Outcome>map(k -> new Outcome.Known(register.apply(names.ofKey(k))))
                .orElseGet(() -> new Outcome.Refused(MISSING));
    }

    private static Optional<String> bearer(String header) {
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(header.substring(7).strip())
                : Optional.empty();
    }
}
