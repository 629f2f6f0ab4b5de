// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stillwatch.exchange.StillwatchException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Rules, ledgers and filings as JSON, read strictly: what is unknown or missing is refused, by its place and not its value. */
final class FilingJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .addModule(new SimpleModule()
                    .addDeserializer(TemporalAmount.class, new AmountReader())
                    .addSerializer(TemporalAmount.class, new AmountWriter()))
            .build();

    private FilingJson() {}

    private static final class AmountReader extends ValueDeserializer<TemporalAmount> {
        @Override
        public TemporalAmount deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString("");
            try {
                return text.startsWith("PT") ? Duration.parse(text) : Period.parse(text);
            } catch (DateTimeException e) {
                throw new StillwatchException("a time is written as PT72H or P15D", e);
            }
        }
    }

    private static final class AmountWriter extends ValueSerializer<TemporalAmount> {
        @Override
        public void serialize(TemporalAmount value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    static String write(Object record) {
        return MAPPER.writeValueAsString(record);
    }

    static <T> T read(String json, Class<T> type, String name) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            String path = e.getPath().stream()
                    .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                    .collect(Collectors.joining("."))
                    .replace(".[", "[");
            throw new StillwatchException(name + (path.isEmpty() ? "" : ", at " + path) + ": " + safe(e));
        }
    }

    /** What our own records say of a value; a message of the parser may quote it. */
    private static String safe(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StillwatchException own) {
                return String.valueOf(own.getMessage());
            }
        }
        return "is not what belongs there; see docs/filings.md for the fields";
    }
}
