// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;

/** Whose shape an error takes, so that the vendor's own client library understands it. */
public enum Dialect {
    /** {@code {"error": {"message", "type", "code", "param"}}}, with the members of an RFC 9457 problem beside it. */
    OPENAI,
    /** {@code {"type": "error", "error": {"type", "message"}}}. */
    ANTHROPIC;

    /** The dialect of an API. */
    public static Dialect of(Api api) {
        return switch (api) {
            case MESSAGES -> ANTHROPIC;
            case CHAT, RESPONSES, COMPLETIONS, EMBEDDINGS -> OPENAI;
        };
    }
}
