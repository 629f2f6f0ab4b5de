// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the names of the tools a request offers: OpenAI's {@code function.name}, Anthropic's {@code name}, or the
 * {@code type} of a built-in tool that has no name.
 */
final class ToolNames {
    private ToolNames() {}

    /** The names in the array at the parser's current token, in order; tools without any are left out. */
    static List<String> read(JsonParser p) {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            p.skipChildren();
            return List.of();
        }
        List<String> names = new ArrayList<>();
        while (p.nextToken() != JsonToken.END_ARRAY) {
            if (p.currentToken() == JsonToken.START_OBJECT) {
                name(p).ifPresent(names::add);
            } else {
                Scalars.identifier(p).ifPresent(names::add);
            }
        }
        return names;
    }

    private static Optional<String> name(JsonParser p) {
        Optional<String> function = Optional.empty();
        Optional<String> name = Optional.empty();
        Optional<String> type = Optional.empty();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = p.currentName();
            p.nextToken();
            switch (member) {
                case "function" ->
                    function = p.currentToken() == JsonToken.START_OBJECT ? name(p) : Scalars.identifier(p);
                case "name" -> name = Scalars.identifier(p);
                case "type" -> type = Scalars.identifier(p);
                default -> p.skipChildren();
            }
        }
        Optional<String> own = name;
        Optional<String> builtIn = type;
        return function.or(() -> own).or(() -> builtIn);
    }
}
