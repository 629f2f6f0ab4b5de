// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The formats a JSON record may have. An OTLP export says so by any of its members; the required members of the native
 * log outweigh those of LiteLLM's payload, since a native record may have any others besides.
 */
enum RecordFormat {
    NATIVE,
    OTLP,
    LITELLM;

    /** The format of the first object the parser comes to; its position is lost. */
    static RecordFormat of(JsonParser p) {
        JsonToken token = p.nextToken();
        while (token == JsonToken.START_ARRAY) {
            token = p.nextToken();
        }
        if (token != JsonToken.START_OBJECT) {
            return NATIVE;
        }
        RecordFormat format = NATIVE;
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            if (isOtlp(p.currentName())) {
                return OTLP;
            }
            switch (p.currentName()) {
                case "time", "account", "request" -> {
                    return NATIVE;
                }
                case "call_type", "startTime", "model_parameters", "litellm_call_id" -> format = LITELLM;
                default -> {
                    // Both formats have it, or neither.
                }
            }
            p.nextToken();
            p.skipChildren();
        }
        return format;
    }

    /** Whether a member of this name, before any that the native log requires, makes a record an OTLP export. */
    static boolean isOtlp(String member) {
        return switch (member) {
            case "resourceSpans",
                    "resource_spans",
                    "resourceLogs",
                    "resource_logs",
                    "resourceMetrics",
                    "resource_metrics" -> true;
            default -> false;
        };
    }
}
