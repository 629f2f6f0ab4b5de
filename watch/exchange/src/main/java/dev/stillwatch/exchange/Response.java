// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.exchange;

import java.util.Objects;
import java.util.Optional;

/**
 * What the model answered.
 *
 * @param content text of the answer; empty string when it had none or the log withholds it
 * @param reasoning reasoning text that was shown to the client
 * @param toolCalls how many tool calls the answer made
 * @param finishReason why the answer ended, as the API names it
 */
public record Response(String content, Optional<String> reasoning, int toolCalls, Optional<String> finishReason) {

    public Response {
        Objects.requireNonNull(content, "content is null");
        Objects.requireNonNull(reasoning, "reasoning is null");
        Objects.requireNonNull(finishReason, "finishReason is null");
        if (toolCalls < 0) {
            throw new IllegalArgumentException("toolCalls is " + toolCalls + ", must be 0 or more");
        }
    }

    /** Never shows any text. */
    @Override
    public String toString() {
        return "Response[characters=" + content.length() + ", toolCalls=" + toolCalls + "]";
    }
}
