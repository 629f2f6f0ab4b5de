// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON held as a tree while it is changed; numbers keep their digits.
 *
 * <p>A member given twice is an error: this side and the model server might each believe another of the two, and a rule
 * would hold for the one that is not used.
 */
final class Trees {
    private static final int MOST_NESTED = 200;
    private static final int LONGEST_NUMBER = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTED)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(1000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Trees() {}

    /** The object that these bytes are; empty where they are none, or say one thing twice. */
    static Optional<ObjectNode> object(byte[] json) {
        try {
            return MAPPER.readTree(json) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static byte[] bytes(JsonNode tree) {
        return MAPPER.writeValueAsBytes(tree);
    }

    static ObjectNode create() {
        return MAPPER.createObjectNode();
    }

    /** Hands on a member that is an object. */
    static void object(JsonNode parent, String name, Consumer<ObjectNode> action) {
        if (parent.get(name) instanceof ObjectNode object) {
            action.accept(object);
        }
    }

    /** A member that is a string. */
    static Optional<String> text(JsonNode parent, String name) {
        JsonNode value = parent.get(name);
        return value != null && value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    /**
     * A member that is a number, or a string that holds one: model servers read {@code "0"} as 0, so a limit that did
     * not would be evaded by quotation marks.
     */
    static Optional<BigDecimal> number(JsonNode parent, String name) {
        JsonNode value = parent.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        try {
            return text(parent, name)
                    .filter(t -> t.length() <= LONGEST_NUMBER)
                    .map(String::strip)
                    .map(BigDecimal::new);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
