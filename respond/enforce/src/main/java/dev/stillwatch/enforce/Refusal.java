// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Why a request is not served; each tells the client what it can do. */
public sealed interface Refusal {

    /**
     * The account is suspended.
     *
     * @param until when the suspension ends by itself
     */
    record Suspended(String reason, Instant until) implements Refusal {}

    /** The account's holder has to verify who they are. */
    record VerificationRequired(String reason, URI verification) implements Refusal {}

    /** The account asks faster than it may. */
    record TooManyRequests(String reason, Duration retryAfter) implements Refusal {}

    /** The model is withheld from the account. */
    record ModelWithheld(String reason) implements Refusal {}

    /** A sealed reasoning block came from another account, model or conversation, or was altered. */
    record ReasoningReplayed() implements Refusal {}

    /** The request cannot be read, and for this account it must be. */
    record Unreadable(String problem) implements Refusal {}
}
