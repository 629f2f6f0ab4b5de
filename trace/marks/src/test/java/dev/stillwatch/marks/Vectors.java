// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Numbers that the public implementations gave: Hugging Face transformers 5.18.0 and google-deepmind/synthid-text
 * (commit addb4a1) on PyTorch 2.13.0 for CPUs, and vLLM's own compatibility tests of {@code philox4x32-10-v1}.
 */
record Vectors(JsonNode root) {

    static Vectors read(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream(name)) {
            return new Vectors(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode at(String name) {
        JsonNode node = root.get(name);
        if (node == null) {
            throw new IllegalArgumentException("the vectors have no " + name);
        }
        return node;
    }

    String text(String name) {
        return at(name).asString();
    }

    int[] ints(String name) {
        return ints(at(name));
    }

    static int[] ints(JsonNode row) {
        return StreamSupport.stream(row.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    long[] longs(String name) {
        return StreamSupport.stream(at(name).spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }

    double[] doubles(String name) {
        return StreamSupport.stream(at(name).spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
