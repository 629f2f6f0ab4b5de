// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one OTLP/JSON export request as it comes over the network, by the rules for OTLP logs. Thread-safe.
 */
public final class OtlpExport {
    private final Json json;
    private final OtlpParser parser;

    public OtlpExport(IngestSettings settings) {
        this.json = new Json(settings.maxNestingDepth());
        this.parser = new OtlpParser(json, settings);
    }

    /**
     * What became of each span or log record.
     *
     * @return empty where the body is not one JSON object from start to end: then none of it counts, since whoever sent
     *     it will be told so
     */
    public Optional<List<ParseOutcome>> read(byte[] body) {
        List<ParseOutcome> outcomes = new ArrayList<>();
        try (JsonParser p = json.parser(body, 0, body.length)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            parser.parse(p, outcomes::add);
            return p.nextToken() == null ? Optional.of(outcomes) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
