// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A span, or a log record that says the same of itself.
 *
 * @param isSpan whether it is a span
 * @param name name of the span or of the logged event
 * @param start nanoseconds since the epoch
 * @param end nanoseconds since the epoch
 */
record OtlpSpan(
        boolean isSpan,
        Optional<String> name,
        Optional<String> traceId,
        Optional<String> spanId,
        OptionalLong start,
        OptionalLong end,
        Map<String, String> attributes,
        List<Event> events) {

    /** Something that happened within a span. */
    record Event(String name, Map<String, String> attributes) {}

    static OtlpSpan read(JsonParser p, boolean isSpan) {
        Optional<String> spanName = Optional.empty();
        Optional<String> traceId = Optional.empty();
        Optional<String> spanId = Optional.empty();
        OptionalLong start = OptionalLong.empty();
        OptionalLong end = OptionalLong.empty();
        Map<String, String> attributes = new HashMap<>();
        List<Event> events = new ArrayList<>();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "name", "eventName", "event_name" -> spanName = Scalars.identifier(p);
                case "traceId", "trace_id" -> traceId = Scalars.identifier(p);
                case "spanId", "span_id" -> spanId = Scalars.identifier(p);
                case "startTimeUnixNano", "start_time_unix_nano", "timeUnixNano", "time_unix_nano" ->
                    start = Scalars.integer(p);
                case "endTimeUnixNano", "end_time_unix_nano" -> end = Scalars.integer(p);
                case "attributes" -> OtlpAttributes.read(p, attributes);
                case "body" -> OtlpAttributes.value(p).ifPresent(body -> attributes.putIfAbsent("body", body));
                case "events" -> OtlpParser.each(p, q -> events.add(event(q)));
                default -> p.skipChildren();
            }
        }
        return new OtlpSpan(isSpan, spanName, traceId, spanId, start, end, attributes, events);
    }

    private static Event event(JsonParser p) {
        String eventName = "";
        Map<String, String> attributes = new HashMap<>();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "name" -> eventName = Scalars.identifier(p).orElse("");
                case "attributes" -> OtlpAttributes.read(p, attributes);
                default -> p.skipChildren();
            }
        }
        return new Event(eventName, attributes);
    }
}
