// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON of others: limited in size and depth, no property twice, nothing after the end. Thread-safe. */
final class StixJson {
    private static final int NAME_LENGTH = 300;
    private static final int NUMBER_LENGTH = 40;

    private final ReadingLimits limits;
    private final JsonMapper mapper;

    StixJson(ReadingLimits limits) {
        this.limits = limits;
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(limits.depth())
                                .maxStringLength(limits.textLength())
                                .maxNameLength(NAME_LENGTH)
                                .maxNumberLength(NUMBER_LENGTH)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * The value.
     *
     * @param what names it in refusals, such as "the bundle"
     * @throws StillwatchException saying where and what to do; it holds nothing of the text
     */
    JsonNode read(byte[] bytes, String what) {
        if (bytes.length > limits.bytes()) {
            throw new StillwatchException("Refused " + what + ": it has " + bytes.length + " bytes, at most "
                    + limits.bytes() + " are read. Ask the source for smaller pages.");
        }
        try {
            return mapper.readTree(bytes);
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            String at = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new StillwatchException("Refused " + what + at
                    + ": it is not JSON from there on, has a property twice, is nested more than " + limits.depth()
                    + " deep or holds a text of more than " + limits.textLength()
                    + " characters. Ask the source to mend it.");
        }
    }
}
