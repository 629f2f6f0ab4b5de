// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Problem;

/** What clients are told, in the same words whichever way they come in. */
public final class Problems {
    /** The body is longer than is taken. */
    public static final Problem TOO_LONG =
            new Problem(413, "request_too_large", "The request body is longer than this service takes.");

    /** The body is compressed, so that no rule could be held against it. */
    public static final Problem ENCODED = new Problem(
            415, "content_encoding", "The request body is compressed; send it as it is, without Content-Encoding.");

    /** Nobody watches just now, and requests are refused then. */
    public static final Problem UNAVAILABLE =
            new Problem(503, "unwatched", "The service is not available just now. Try again in a minute.");

    private Problems() {}
}
