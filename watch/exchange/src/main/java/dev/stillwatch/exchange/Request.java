// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.exchange;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was asked of the model.
 *
 * @param messages in order, oldest first; a system prompt given apart comes first with role SYSTEM; empty when the log
 *     withholds content
 * @param parameters sampling and output settings
 * @param tools names of the tools offered, in order
 */
public record Request(List<Message> messages, Parameters parameters, List<String> tools) {

    public Request {
        messages = List.copyOf(messages);
        Objects.requireNonNull(parameters, "parameters is null");
        tools = List.copyOf(tools);
    }

    /** The last message a user wrote; empty when the log holds none. */
    public Optional<Message> lastUserMessage() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Message.Role.USER) {
                return Optional.of(messages.get(i));
            }
        }
        return Optional.empty();
    }

    /** Never shows any text. */
    @Override
    public String toString() {
        return "Request[messages=" + messages.size() + ", tools=" + tools.size() + "]";
    }
}
