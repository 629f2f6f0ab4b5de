// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The turns of a conversation: {@code role} and {@code content} (a string, or an array of parts with {@code text}), or
 * {@code from} and {@code value}.
 *
 * @param asked what users and system prompts said
 * @param answered what the model said
 */
record Turns(List<String> asked, List<String> answered) {

    /** Reads the array at the parser's token, also where it is JSON within a string; empty where it is none. */
    static Optional<Turns> read(JsonParser p) {
        if (p.currentToken() == JsonToken.VALUE_STRING) {
            return embedded(p.getString());
        }
        if (p.currentToken() != JsonToken.START_ARRAY) {
            p.skipChildren();
            return Optional.empty();
        }
        return Optional.of(array(p));
    }

    /** Reads turns from JSON that stands in a cell or a string. */
    static Optional<Turns> embedded(String text) {
        if (!text.stripLeading().startsWith("[")) {
            return Optional.empty();
        }
        try (JsonParser inner = JsonText.parser(text)) {
            inner.nextToken();
            return Optional.of(array(inner));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Turns array(JsonParser p) {
        Turns turns = new Turns(new ArrayList<>(), new ArrayList<>());
        while (p.nextToken() != JsonToken.END_ARRAY && p.currentToken() != null) {
            if (p.currentToken() == JsonToken.START_OBJECT) {
                turns.turn(p);
            } else {
                p.skipChildren();
            }
        }
        return turns;
    }

    private void turn(JsonParser p) {
        String role = "";
        String said = "";
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "role", "from" -> role = text(p);
                case "content", "value" -> said = content(p);
                default -> p.skipChildren();
            }
        }
        if (said.isBlank()) {
            return;
        }
        switch (role.toLowerCase(Locale.ROOT)) {
            case "assistant", "gpt", "model", "bot", "chatgpt", "ai", "bard", "bing", "chatbot", "claude", "llm" ->
                answered.add(said);
            case "user", "human", "prompter", "system", "developer" -> asked.add(said);
            default -> {
                // A tool's output, or a role that nobody knows, is neither asked nor answered.
            }
        }
    }

    private static String content(JsonParser p) {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            return text(p);
        }
        StringBuilder parts = new StringBuilder();
        while (p.nextToken() != JsonToken.END_ARRAY && p.currentToken() != null) {
            String part = p.currentToken() == JsonToken.START_OBJECT ? part(p) : text(p);
            parts.append(parts.isEmpty() || part.isEmpty() ? "" : "\n").append(part);
        }
        return parts.toString();
    }

    private static String part(JsonParser p) {
        String text = "";
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean wanted = p.currentName().equals("text");
            p.nextToken();
            if (wanted) {
                text = text(p);
            } else {
                p.skipChildren();
            }
        }
        return text;
    }

    /** The string at the parser's token; empty for anything else, which is skipped. */
    static String text(JsonParser p) {
        if (p.currentToken() == JsonToken.VALUE_STRING) {
            return p.getString();
        }
        p.skipChildren();
        return "";
    }
}
