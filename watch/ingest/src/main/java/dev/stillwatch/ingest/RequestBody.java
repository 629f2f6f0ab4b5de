// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.Usage;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what travels between a client and a model server: the JSON body of a request, and the usage in an answer.
 *
 * <p>Thread-safe; reads in one pass and holds the texts that a log would have kept.
 */
public final class RequestBody {
    private final Json json;

    /**
     * What a body asks for.
     *
     * @param model as the client named it
     */
    public record Asked(Request request, Optional<String> model) {
        public Asked {
            Objects.requireNonNull(request, "request is null");
            Objects.requireNonNull(model, "model is null");
        }
    }

    public RequestBody(IngestSettings settings) {
        this.json = new Json(settings.maxNestingDepth());
    }

    /** Reads the body of a request to any of the APIs; empty where it is not one JSON object. */
    public Optional<Asked> read(byte[] body) {
        RequestReader reader = new RequestReader(false);
        try (JsonParser p = LongStrings.of(json, body)
                .map(LongStrings::parser)
                .orElseGet(() -> json.parser(body, 0, body.length))) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            reader.read(p);
            return Optional.of(new Asked(reader.request(), reader.model()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Reads the usage object that starts at {@code from}; what follows it does not matter. */
    public Usage usage(byte[] text, int from, int to) {
        UsageReader usage = new UsageReader();
        try (JsonParser p = json.parser(text, from, to)) {
            if (p.nextToken() == JsonToken.START_OBJECT) {
                usage.read(p);
            }
        } catch (JacksonException e) {
            // Cut off: what was read before counts.
        }
        return usage.usage(new UsageReader());
    }
}
