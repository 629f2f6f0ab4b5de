// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a protobuf export as OTLP/JSON, as far as model calls need it, so that one parser reads both.
 *
 * <p>Ids are hexadecimal there, unlike in protobuf's own mapping to JSON.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP, JSON encoding</a>
 */
final class OtlpJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final HexFormat HEX = HexFormat.of();

    private final JsonGenerator out;

    private OtlpJson(JsonGenerator out) {
        this.out = out;
    }

    /** Empty where the bytes are no such export. */
    static Optional<byte[]> traces(byte[] protobuf) {
        try {
            ExportTraceServiceRequest export = ExportTraceServiceRequest.parseFrom(protobuf);
            return Optional.of(
                    written(json -> json.list("resourceSpans", export.getResourceSpansList(), json::resourceSpans)));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** Empty where the bytes are no such export. */
    static Optional<byte[]> logs(byte[] protobuf) {
        try {
            ExportLogsServiceRequest export = ExportLogsServiceRequest.parseFrom(protobuf);
            return Optional.of(
                    written(json -> json.list("resourceLogs", export.getResourceLogsList(), json::resourceLogs)));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private interface Part<T> {
        void write(T value);
    }

    private static byte[] written(Part<OtlpJson> part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            part.write(new OtlpJson(out));
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private <T> void list(String name, List<T> values, Part<T> part) {
        out.writeArrayPropertyStart(name);
        for (T value : values) {
            out.writeStartObject();
            part.write(value);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void resource(Resource resource) {
        out.writeObjectPropertyStart("resource");
        attributes(resource.getAttributesList());
        out.writeEndObject();
    }

    private void resourceSpans(ResourceSpans spans) {
        resource(spans.getResource());
        list("scopeSpans", spans.getScopeSpansList(), this::scopeSpans);
    }

    private void scopeSpans(ScopeSpans scope) {
        list("spans", scope.getSpansList(), this::span);
    }

    private void span(Span span) {
        out.writeStringProperty("name", span.getName());
        ids(span.getTraceId(), span.getSpanId());
        out.writeStringProperty("startTimeUnixNano", Long.toUnsignedString(span.getStartTimeUnixNano()));
        out.writeStringProperty("endTimeUnixNano", Long.toUnsignedString(span.getEndTimeUnixNano()));
        attributes(span.getAttributesList());
        list("events", span.getEventsList(), event -> {
            out.writeStringProperty("name", event.getName());
            attributes(event.getAttributesList());
        });
    }

    private void resourceLogs(ResourceLogs logs) {
        resource(logs.getResource());
        list("scopeLogs", logs.getScopeLogsList(), this::scopeLogs);
    }

    private void scopeLogs(ScopeLogs scope) {
        list("logRecords", scope.getLogRecordsList(), this::log);
    }

    private void log(LogRecord log) {
        if (!log.getEventName().isEmpty()) {
            out.writeStringProperty("eventName", log.getEventName());
        }
        ids(log.getTraceId(), log.getSpanId());
        out.writeStringProperty("timeUnixNano", Long.toUnsignedString(log.getTimeUnixNano()));
        attributes(log.getAttributesList());
        if (log.hasBody()) {
            out.writeName("body");
            value(log.getBody());
        }
    }

    private void ids(ByteString trace, ByteString span) {
        if (!trace.isEmpty()) {
            out.writeStringProperty("traceId", HEX.formatHex(trace.toByteArray()));
        }
        if (!span.isEmpty()) {
            out.writeStringProperty("spanId", HEX.formatHex(span.toByteArray()));
        }
    }

    private void attributes(List<KeyValue> attributes) {
        list("attributes", attributes, this::attribute);
    }

    private void attribute(KeyValue attribute) {
        out.writeStringProperty("key", attribute.getKey());
        out.writeName("value");
        value(attribute.getValue());
    }

    private void value(AnyValue value) {
        out.writeStartObject();
        switch (value.getValueCase()) {
            case STRING_VALUE -> out.writeStringProperty("stringValue", value.getStringValue());
            case BOOL_VALUE -> out.writeBooleanProperty("boolValue", value.getBoolValue());
            case INT_VALUE -> out.writeStringProperty("intValue", Long.toString(value.getIntValue()));
            case DOUBLE_VALUE -> out.writeNumberProperty("doubleValue", value.getDoubleValue());
            case BYTES_VALUE ->
                out.writeStringProperty(
                        "bytesValue",
                        Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
            case ARRAY_VALUE -> {
                out.writeObjectPropertyStart("arrayValue");
                out.writeArrayPropertyStart("values");
                value.getArrayValue().getValuesList().forEach(this::value);
                out.writeEndArray();
                out.writeEndObject();
            }
            case KVLIST_VALUE -> {
                out.writeObjectPropertyStart("kvlistValue");
                list("values", value.getKvlistValue().getValuesList(), this::attribute);
                out.writeEndObject();
            }
            default -> {
                // Of a kind that came later than this code: it says nothing here.
            }
        }
        out.writeEndObject();
    }
}
