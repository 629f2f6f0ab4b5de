// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Message.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the messages of a request, whichever API's they are. */
final class MessageReader {
    private MessageReader() {}

    /**
     * The messages at the parser's current token: a string (which a user wrote), one message, or an array of either.
     * Anything else, such as token ids, yields none.
     */
    static List<Message> messages(JsonParser p) {
        return messages(p, true);
    }

    /** The messages; without {@code answers}, those that neither a user nor a system prompt wrote may be empty. */
    static List<Message> messages(JsonParser p, boolean answers) {
        List<Message> messages = new ArrayList<>();
        messages(p, messages, answers);
        return messages;
    }

    /** Adds the messages one by one, so that those before an error count. */
    static void messages(JsonParser p, List<Message> messages) {
        messages(p, messages, true);
    }

    private static void messages(JsonParser p, List<Message> messages, boolean answers) {
        if (p.currentToken() == JsonToken.START_ARRAY) {
            while (p.nextToken() != JsonToken.END_ARRAY) {
                message(p, answers).ifPresent(messages::add);
            }
        } else {
            message(p, answers).ifPresent(messages::add);
        }
    }

    private static Optional<Message> message(JsonParser p, boolean answers) {
        return switch (p.currentToken()) {
            case VALUE_STRING -> Optional.of(new Message(Role.USER, KeptText.of(p)));
            case START_OBJECT -> Optional.of(object(p, answers));
            default -> {
                p.skipChildren();
                yield Optional.empty();
            }
        };
    }

    private static Message object(JsonParser p, boolean answers) {
        Optional<String> role = Optional.empty();
        Optional<String> type = Optional.empty();
        ContentReader content = new ContentReader();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "role" -> role = Scalars.identifier(p);
                case "type" -> type = Scalars.identifier(p);
                case "content", "parts", "text", "output" -> {
                    if (answers || role.isEmpty() || isAsked(role(role.get()))) {
                        content.read(p);
                    } else {
                        p.skipChildren();
                    }
                }
                default -> p.skipChildren();
            }
        }
        Role speaker = role.isPresent() ? role(role.get()) : roleOfItem(type.orElse(""));
        return speaker == Role.USER && content.isToolResult()
                ? new Message(Role.TOOL, content.toolResult())
                : new Message(speaker, content.isToolResult() ? content.toolResult() : content.text());
    }

    private static boolean isAsked(Role role) {
        return role == Role.USER || role == Role.SYSTEM;
    }

    /** The role a log calls {@code name}. */
    static Role role(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "user", "human" -> Role.USER;
            case "assistant", "model", "ai" -> Role.ASSISTANT;
            case "system", "developer" -> Role.SYSTEM;
            case "tool", "function" -> Role.TOOL;
            default -> Role.OTHER;
        };
    }

    /** The role of an item of the responses API that names none. */
    private static Role roleOfItem(String type) {
        return switch (type) {
            case "text", "input_text" -> Role.USER;
            case "function_call", "custom_tool_call", "reasoning", "output_text" -> Role.ASSISTANT;
            case "function_call_output", "custom_tool_call_output", "tool_result" -> Role.TOOL;
            default -> Role.OTHER;
        };
    }
}
