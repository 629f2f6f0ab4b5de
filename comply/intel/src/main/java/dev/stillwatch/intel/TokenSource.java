// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Instant;
import java.util.Optional;

/**
 * Makes tokens of identifiers: {@link KeyedTokens} by a shared key, or a program's own way of asking a key holder by
 * {@link OprfRequest}.
 */
@FunctionalInterface
public interface TokenSource {
    /** The token of an identifier for the month of {@code at}; empty if it cannot be one of its kind. */
    Optional<KeyedToken> token(IdentifierKind kind, String raw, Instant at);
}
