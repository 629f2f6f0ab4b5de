// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads an OTLP/JSON export request: spans that follow the GenAI semantic conventions, and log records of a finished
 * inference. Names are accepted in camel and in snake case, as protobuf's JSON mapping has it. Thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">GenAI semantic conventions</a>
 */
final class OtlpParser {
    private final OtlpExchange exchanges;

    OtlpParser(Json json, IngestSettings settings) {
        this.exchanges = new OtlpExchange(json, settings);
    }

    /** Reads the request at the parser's current token to its end; what comes before an error counts. */
    void parse(JsonParser p, Consumer<ParseOutcome> sink) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "resourceSpans", "resource_spans", "resourceLogs", "resource_logs" ->
                    each(p, q -> resource(q, sink));
                case "resourceMetrics", "resource_metrics" -> {
                    p.skipChildren();
                    sink.accept(new ParseOutcome.Skipped("metrics, not spans"));
                }
                default -> p.skipChildren();
            }
        }
    }

    /* The resource may stand behind its spans, so they wait for it. */
    private void resource(JsonParser p, Consumer<ParseOutcome> sink) {
        Map<String, String> attributes = new HashMap<>();
        List<OtlpSpan> spans = new ArrayList<>();
        try {
            while (p.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = p.currentName();
                p.nextToken();
                switch (name) {
                    case "resource" -> resourceAttributes(p, attributes);
                    case "scopeSpans", "scope_spans", "instrumentationLibrarySpans", "scopeLogs", "scope_logs" ->
                        each(p, q -> scope(q, spans));
                    default -> p.skipChildren();
                }
            }
        } finally {
            spans.forEach(span -> sink.accept(exchanges.read(span, attributes)));
        }
    }

    private static void resourceAttributes(JsonParser p, Map<String, String> attributes) {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return;
        }
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean wanted = p.currentName().equals("attributes");
            p.nextToken();
            if (wanted) {
                OtlpAttributes.read(p, attributes);
            } else {
                p.skipChildren();
            }
        }
    }

    private static void scope(JsonParser p, List<OtlpSpan> spans) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "spans" -> each(p, q -> spans.add(OtlpSpan.read(q, true)));
                case "logRecords", "log_records" -> each(p, q -> spans.add(OtlpSpan.read(q, false)));
                default -> p.skipChildren();
            }
        }
    }

    /** Hands each object in the array at the parser's current token to {@code reader}. */
    static void each(JsonParser p, Consumer<JsonParser> reader) {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            p.skipChildren();
            return;
        }
        while (p.nextToken() != JsonToken.END_ARRAY) {
            if (p.currentToken() == JsonToken.START_OBJECT) {
                reader.accept(p);
            } else {
                p.skipChildren();
            }
        }
    }
}
