// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** openapi.yaml as it ships, and whether values are as it says. */
final class ApiDescription {
    private static final JsonMapper JSON = new JsonMapper();

    final JsonNode root =
            JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Programs.description()));

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /**
     * A method on a path.
     *
     * @param path with names in braces
     * @param role the least that may ask
     */
    record Operation(String method, String path, String role, JsonNode body) {
        /** The path of a route, with names after colons. */
        String route() {
            return "/admin/v1" + path.replaceAll("\\{(\\w+)}", ":$1");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(member -> {
                    if (!member.getKey().equals("parameters")) {
                        operations.add(new Operation(
                                member.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                member.getValue().path("x-role").asString(),
                                member.getValue()));
                    }
                }));
        return operations;
    }

    /** What stands at a place that may be a reference. */
    JsonNode followed(JsonNode node) {
        return node.has("$ref") ? followed(root.at(node.path("$ref").asString().substring(1))) : node;
    }

    /** How a JSON answer is described. */
    JsonNode answer(Operation operation, int status) {
        JsonNode responses = operation.body().path("responses");
        String code = Integer.toString(status);
        return followed(responses.has(code) ? responses.path(code) : responses.path("default"))
                .path("content")
                .path("application/json");
    }

    JsonNode request(Operation operation) {
        return followed(operation.body().path("requestBody")).path("content").path("application/json");
    }

    /** What about a value is not as its schema says. */
    List<String> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", root.path("components"));
        whole.putArray("allOf").add(schema);
        return registry.getSchema(whole).validate(value).stream()
                .map(Object::toString)
                .toList();
    }
}
