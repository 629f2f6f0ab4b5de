// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the content of a message or an answer: a string, or parts as OpenAI, Anthropic and OpenTelemetry shape them.
 *
 * <p>Texts are joined by line breaks and bounded by {@link KeptText}; what is no text (images, files) leaves nothing.
 * One use per content; not thread-safe.
 */
final class ContentReader {
    private final JoinedText texts = new JoinedText();
    private final JoinedText reasoning = new JoinedText();
    private final JoinedText toolResults = new JoinedText();
    private int toolCalls;

    /** Adds the value at the parser's current token. */
    void read(JsonParser p) {
        switch (p.currentToken()) {
            case VALUE_STRING -> texts.add(KeptText.of(p));
            case START_OBJECT -> part(p);
            case START_ARRAY -> {
                while (p.nextToken() != JsonToken.END_ARRAY) {
                    switch (p.currentToken()) {
                        case VALUE_STRING -> texts.add(KeptText.of(p));
                        case START_OBJECT -> part(p);
                        default -> p.skipChildren();
                    }
                }
            }
            default -> p.skipChildren();
        }
    }

    private void part(JsonParser p) {
        String type = "text";
        ContentReader inner = new ContentReader();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "type" -> type = p.currentToken() == JsonToken.VALUE_STRING ? p.getString() : type;
                case "text", "content", "thinking", "summary", "refusal", "output", "response" -> inner.read(p);
                default -> p.skipChildren();
            }
        }
        add(type, inner);
    }

    private void add(String type, ContentReader inner) {
        switch (type) {
            case "text", "input_text", "output_text", "summary_text", "refusal", "message" -> {
                texts.add(inner.texts);
                reasoning.add(inner.reasoning);
                toolResults.add(inner.toolResults);
                toolCalls += inner.toolCalls;
            }
            case "thinking", "reasoning", "reasoning_text" -> reasoning.add(inner.texts);
            case "tool_use", "server_tool_use", "tool_call", "function_call", "custom_tool_call" -> toolCalls++;
            case "tool_result", "tool_call_response", "function_call_output" -> toolResults.add(inner.texts);
            default -> {
                // An image, a file, a sound: nothing that could be read as text.
            }
        }
    }

    /** Adds a text found beside the content. */
    void addText(String text) {
        texts.add(text);
    }

    String text() {
        return texts.kept();
    }

    Optional<String> reasoning() {
        return reasoning.isEmpty() ? Optional.empty() : Optional.of(reasoning.kept());
    }

    int toolCalls() {
        return toolCalls;
    }

    /** Whether all there was to read came from tools: nobody wrote it, whatever role carries it. */
    boolean isToolResult() {
        return texts.isEmpty() && !toolResults.isEmpty();
    }

    String toolResult() {
        return toolResults.kept();
    }
}
