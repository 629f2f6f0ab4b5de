// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Usage;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Collects token counts, under the names any of the APIs gives them. Not thread-safe. */
final class UsageReader {
    OptionalLong input = OptionalLong.empty();
    OptionalLong output = OptionalLong.empty();
    OptionalLong reasoning = OptionalLong.empty();

    /** Takes every member of the object at the parser's current token, over what was there before. */
    void read(JsonParser p) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "input_tokens", "prompt_tokens" -> input = count(p, input);
                case "output_tokens", "completion_tokens" -> output = count(p, output);
                case "reasoning_tokens" -> reasoning = count(p, reasoning);
                case "completion_tokens_details", "output_tokens_details" -> details(p);
                default -> p.skipChildren();
            }
        }
    }

    private void details(JsonParser p) {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return;
        }
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean wanted = p.currentName().equals("reasoning_tokens");
            p.nextToken();
            if (wanted) {
                reasoning = count(p, reasoning);
            } else {
                p.skipChildren();
            }
        }
    }

    private static OptionalLong count(JsonParser p, OptionalLong before) {
        OptionalLong count = Scalars.atLeastZero(Scalars.integer(p));
        return count.isPresent() ? count : before;
    }

    /** The counts collected so far, gaps filled from {@code other}. */
    Usage usage(UsageReader other) {
        return new Usage(or(input, other.input), or(output, other.output), or(reasoning, other.reasoning));
    }

    private static OptionalLong or(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }
}
