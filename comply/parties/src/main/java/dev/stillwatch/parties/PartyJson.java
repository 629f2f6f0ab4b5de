// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stillwatch.exchange.StillwatchException;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records of parties as JSON, read strictly: what is unknown or missing is refused, by its place and never by its value. */
final class PartyJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private PartyJson() {}

    static String write(Object record) {
        return MAPPER.writeValueAsString(record);
    }

    /** A claim, the same text for equal claims. */
    static String claim(Claim claim) {
        return MAPPER.writerFor(Claim.class).writeValueAsString(claim);
    }

    /**
     * @param name of what is read, for messages
     * @throws StillwatchException if it is no such record; names the place, not what stands there
     */
    static <T> T read(String json, Class<T> type, String name) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw refused(e, name);
        }
    }

    private static StillwatchException refused(JacksonException e, String name) {
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
        return new StillwatchException(
                place + ": " + safe(e).orElse("is not what belongs there; see docs/parties.md for the fields"));
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
