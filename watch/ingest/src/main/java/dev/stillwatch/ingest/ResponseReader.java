// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Response;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Collects an answer: the contract's flat shape, or a whole body as OpenAI's or Anthropic's API returns it. Of several
 * choices the first counts. Not thread-safe.
 */
final class ResponseReader {
    private ContentReader content = new ContentReader();
    private Optional<String> reasoning = Optional.empty();
    private Optional<String> finishReason = Optional.empty();
    private int toolCalls;
    private final boolean answers;
    private boolean present;
    private boolean chosen;
    final UsageReader usage = new UsageReader();

    ResponseReader() {
        this(true);
    }

    /** A reader that, without {@code answers}, leaves out their text. */
    ResponseReader(boolean answers) {
        this.answers = answers;
    }

    /** Takes the answer at the parser's current token: an object, or its text. */
    void read(JsonParser p) {
        if (p.currentToken() == JsonToken.VALUE_STRING) {
            content(p);
            present = true;
        } else if (p.currentToken() == JsonToken.START_OBJECT) {
            members(p);
            present = true;
        } else {
            p.skipChildren();
        }
    }

    private void members(JsonParser p) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "content", "output", "parts" -> content(p);
                case "text" -> text(p);
                case "reasoning", "reasoning_content", "thinking" ->
                    reasoning = reasoning(p, answers).or(() -> reasoning);
                case "tool_calls" -> toolCalls = count(p);
                case "function_call" -> toolCalls += p.currentToken() == JsonToken.START_OBJECT ? one(p) : none(p);
                case "finish_reason", "stop_reason" ->
                    finishReason = Scalars.identifier(p).or(() -> finishReason);
                case "message" -> nested(p);
                case "choices" -> first(p);
                case "usage" -> nestedUsage(p);
                default -> p.skipChildren();
            }
        }
    }

    private void content(JsonParser p) {
        content = new ContentReader();
        if (answers) {
            content.read(p);
        } else {
            p.skipChildren();
        }
    }

    /* The completions API's choices have text; the responses API's body has a setting of the same name. */
    private void text(JsonParser p) {
        if (p.currentToken() == JsonToken.VALUE_STRING) {
            content(p);
        } else {
            p.skipChildren();
        }
    }

    /** Takes the first of the answers in the array at the parser's current token. */
    void first(JsonParser p) {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            p.skipChildren();
            return;
        }
        while (p.nextToken() != JsonToken.END_ARRAY) {
            if (chosen) {
                p.skipChildren();
            } else {
                chosen = true;
                read(p);
            }
        }
    }

    private void nested(JsonParser p) {
        if (p.currentToken() == JsonToken.START_OBJECT) {
            members(p);
        } else {
            p.skipChildren();
        }
    }

    private void nestedUsage(JsonParser p) {
        if (p.currentToken() == JsonToken.START_OBJECT) {
            usage.read(p);
        } else {
            p.skipChildren();
        }
    }

    /** Whether nothing was found that an answer consists of. */
    boolean isSilent() {
        Optional<Response> found = response();
        return found.isEmpty()
                || (found.get().content().isEmpty()
                        && found.get().reasoning().isEmpty()
                        && found.get().toolCalls() == 0
                        && found.get().finishReason().isEmpty());
    }

    /** Forgets a text that only says that the text is withheld. */
    void withhold(String marker) {
        if (content.text().equals(marker)) {
            content = new ContentReader();
        }
    }

    void content(String text) {
        content.addText(text);
        present = true;
    }

    void finishReason(String reason) {
        finishReason = Optional.of(reason);
        present = true;
    }

    void toolCalls(int count) {
        toolCalls = count;
        present = true;
    }

    /** The answer as collected so far; empty when none was. */
    Optional<Response> response() {
        if (!present) {
            return Optional.empty();
        }
        int calls = Math.max(toolCalls, content.toolCalls());
        return Optional.of(new Response(content.text(), reasoning.or(content::reasoning), calls, finishReason));
    }

    private static Optional<String> reasoning(JsonParser p, boolean answers) {
        if (!answers || p.currentToken() == JsonToken.START_OBJECT) {
            // The responses API's body repeats the request's settings under this name.
            p.skipChildren();
            return Optional.empty();
        }
        ContentReader reader = new ContentReader();
        reader.read(p);
        return reader.text().isEmpty() ? reader.reasoning() : Optional.of(reader.text());
    }

    private static int count(JsonParser p) {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            return Scalars.between(Scalars.integer(p), 0, Integer.MAX_VALUE).orElse(0);
        }
        int count = 0;
        while (p.nextToken() != JsonToken.END_ARRAY) {
            p.skipChildren();
            count++;
        }
        return count;
    }

    private static int one(JsonParser p) {
        p.skipChildren();
        return 1;
    }

    private static int none(JsonParser p) {
        p.skipChildren();
        return 0;
    }
}
