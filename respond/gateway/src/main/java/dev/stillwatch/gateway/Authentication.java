// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Problem;
import io.vertx.core.http.HttpServerRequest;

/**
 * Establishes whose request it is. Thread-safe; called on event loops, so it must not block.
 *
 * <p>Never by a header that a client may set at will, such as {@code user} or {@code x-user-id}: whoever harvests would
 * be somebody else with each request.
 */
public interface Authentication {
    /** What a request proved. */
    sealed interface Outcome {
        /** It is this principal's. */
        record Known(Principal principal) implements Outcome {}

        /** It proves nothing, or two things at once. */
        record Refused(Problem problem) implements Outcome {}
    }

    /** The principal behind a request. */
    Outcome authenticate(HttpServerRequest request);
}
