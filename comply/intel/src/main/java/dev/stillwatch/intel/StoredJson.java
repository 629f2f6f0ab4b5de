// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stillwatch.exchange.StillwatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records of this package as JSON that only this program writes; read strictly. */
final class StoredJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private StoredJson() {}

    static String write(Object record) {
        return MAPPER.writeValueAsString(record);
    }

    /**
     * @param place of what is read, for messages
     * @throws StillwatchException if it is no such record; it holds nothing of the text, nor does its cause
     */
    static <T> T read(String json, Class<T> type, String place) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new StillwatchException(
                    place
                            + ": it is damaged, or a newer Stillwatch wrote it; use that one, or bring back a copy of the store");
        }
    }
}
