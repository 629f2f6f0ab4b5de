// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Opens JSON for reading, token by token and within limits. Thread-safe.
 *
 * <p>More is accepted than the standard allows where refusing would lose an exchange over a trifle: control characters
 * inside strings, and Python's NaN and Infinity (which then read as absent).
 */
final class Json {
    private final JsonFactory factory;

    Json(int maxNestingDepth) {
        /* Lengths need no limit of their own, the record's length bounds them. Charset detection would take a stray
         * NUL byte for UTF-16; logs are UTF-8. Names chosen to collide may cost time, but no records. */
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxNestingDepth)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(64 * 1024)
                        .build())
                .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .recyclerPool(JsonRecyclerPools.threadLocalPool())
                .build();
    }

    JsonParser parser(byte[] bytes, int from, int to) {
        return factory.createParser(ObjectReadContext.empty(), bytes, from, to - from);
    }

    /** Reads {@code bytes}, and lets readers ask {@code context} for what the parser cannot tell them. */
    JsonParser parser(byte[] bytes, ObjectReadContext context) {
        return factory.createParser(context, bytes, 0, bytes.length);
    }

    JsonParser parser(String text) {
        return factory.createParser(ObjectReadContext.empty(), text);
    }

    /**
     * Hands the object at the parser's current token to {@code reader}, also where it is a JSON object inside a string,
     * as exports to tables have it; anything else is skipped.
     *
     * @return whether there was an object that could be read to its end
     */
    boolean object(JsonParser p, Consumer<JsonParser> reader) {
        if (p.currentToken() == JsonToken.START_OBJECT) {
            reader.accept(p);
            return true;
        }
        if (p.currentToken() != JsonToken.VALUE_STRING) {
            p.skipChildren();
            return false;
        }
        String text = p.getString();
        return startsWith(text, '{') && embedded(text, reader);
    }

    /** Reads JSON held in a string; what comes before an error counts, since exporters cut long strings. */
    boolean embedded(String text, Consumer<JsonParser> reader) {
        try (JsonParser q = parser(text)) {
            q.nextToken();
            reader.accept(q);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Whether the first character that is not white space is {@code first}. */
    static boolean startsWith(String text, char first) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i) == first;
            }
        }
        return false;
    }
}
