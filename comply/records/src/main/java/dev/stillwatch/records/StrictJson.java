// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stillwatch.exchange.StillwatchException;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as JSON, the same text for equal records. Read strictly: what is unknown, missing or twice there is refused, by its
 * place and never by its value. Immutable and thread-safe.
 */
public final class StrictJson {
    private final JsonMapper mapper;
    private final String listedIn;

    private StrictJson(JsonMapper mapper, String listedIn) {
        this.mapper = mapper;
        this.listedIn = listedIn;
    }

    /**
     * JSON of records.
     *
     * @param listedIn the document that lists the fields, for messages
     * @param types how values are written that are no records
     */
    public static StrictJson of(String listedIn, JacksonModule... types) {
        JsonMapper.Builder builder = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT));
        for (JacksonModule module : types) {
            builder.addModule(module);
        }
        return new StrictJson(builder.build(), listedIn);
    }

    /** A record. Holds personal data where the record does. */
    public String write(Object record) {
        return mapper.writeValueAsString(record);
    }

    /** A record as one of the kinds of a type, which it names. */
    public String write(Object record, Class<?> as) {
        return mapper.writerFor(as).writeValueAsString(record);
    }

    /**
     * Reads a record.
     *
     * @param name of what is read, for messages
     * @throws StillwatchException if it is no such record; names the place, not what stands there
     */
    public <T> T read(String json, Class<T> type, String name) {
        T read;
        try {
            read = mapper.readValue(json, type);
        } catch (JacksonException e) {
            throw refused(e, name);
        }
        if (read == null) {
            throw new StillwatchException(name + ": holds null; " + remedy());
        }
        return read;
    }

    private StillwatchException refused(JacksonException e, String name) {
        String path = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        TokenStreamLocation location = e.getLocation();
        String place = name
                + (location == null || location.getLineNr() < 1
                        ? ""
                        : ", line " + location.getLineNr() + ", column " + location.getColumnNr())
                + (path.isEmpty() ? "" : ", at " + path);
        return new StillwatchException(place + ": " + safe(e).orElse("is not what belongs there; " + remedy()));
    }

    private String remedy() {
        return "see " + listedIn + " for the fields";
    }

    /** What our own records say of a value; a message of the parser may quote it. */
    private static Optional<String> safe(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StillwatchException own) {
                return Optional.ofNullable(own.getMessage());
            }
        }
        return Optional.empty();
    }
}
