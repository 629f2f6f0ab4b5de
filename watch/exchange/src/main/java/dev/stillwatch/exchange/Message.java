// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.exchange;

import java.util.Objects;

/**
 * One message of a request.
 *
 * @param role who speaks
 * @param text all text parts of the message joined by line breaks; empty when it has none (an image, a tool call)
 */
public record Message(Role role, String text) {

    /** Who speaks in a message; what a log names otherwise is {@link #OTHER}. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL,
        OTHER
    }

    public Message {
        Objects.requireNonNull(role, "role is null");
        Objects.requireNonNull(text, "text is null");
    }

    /** Never shows the text. */
    @Override
    public String toString() {
        return "Message[role=" + role + ", characters=" + text.length() + "]";
    }
}
