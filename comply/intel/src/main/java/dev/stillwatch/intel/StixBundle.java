// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * One bundle of several by the same producer; what more than one of them holds stands once.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static StixBundle joined(List<StixBundle> bundles, Producer producer) {
        if (bundles.isEmpty()) {
            throw new IllegalArgumentException("a bundle is joined from one or more");
        }
        Map<String, ObjectNode> byId = new LinkedHashMap<>();
        bundles.stream()
                .flatMap(bundle -> JSON.readTree(bundle.text).path("objects").valueStream())
                .forEach(object -> byId.putIfAbsent(object.path("id").asString(), (ObjectNode) object));
        return of(List.copyOf(byId.values()), producer);
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
