// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A bundle that may leave: made by {@link StixWriter}, held against {@link OutgoingCheck}. Immutable. */
public final class StixBundle {
    private static final JsonMapper JSON = new JsonMapper();

    private final String text;

    private StixBundle(String text) {
        this.text = text;
    }

    static StixBundle of(List<ObjectNode> objects, Producer producer) {
        OutgoingCheck.check(objects);
        ArrayNode array = JSON.createArrayNode();
        objects.forEach(array::add);
        ObjectNode bundle = JSON.createObjectNode();
        bundle.put("type", "bundle");
        bundle.put("id", StixIds.of("bundle", producer.namespace(), array.toString()));
        bundle.set("objects", array);
        return new StixBundle(bundle.toString());
    }

    /** The bundle as JSON. */
    public String text() {
        return text;
    }

    /** The bundle as JSON in UTF-8. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Its objects, one JSON text each, in the bundle's order. */
    public List<String> objects() {
        return JSON.readTree(text)
                .path("objects")
                .valueStream()
                .map(Object::toString)
                .toList();
    }
}
