// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schema of our extension, and the official ones of STIX 2.1 where their folder is named by the system property {@code
 * stix.schemas}: they are OASIS's, and not part of the project. {@code bench/sharing/run.sh} names it.
 */
final class StixSchemas {
    private static final String OFFICIAL =
            "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/";
    private static final JsonMapper JSON = new JsonMapper();

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(id -> id.startsWith(OFFICIAL) ? file(id.substring(OFFICIAL.length())) : null));

    /** Where the official schemas are. */
    static Optional<Path> official() {
        return Optional.ofNullable(System.getProperty("stix.schemas")).map(Path::of);
    }

    private static String file(String path) {
        try {
            return Files.readString(official().orElseThrow().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Everything about a bundle that is not as the schemas say. Each object is held against its own schema; the bundle as a
     * whole without its extension definitions, since the official bundle schema takes none: it does not list the type, and
     * its way for other types asks for one of two schemas where every such object fits both.
     */
    List<String> faults(String bundle) {
        ObjectNode whole = (ObjectNode) JSON.readTree(bundle);
        ArrayNode listed = whole.putArray("objects");
        JSON.readTree(bundle).path("objects").forEach(object -> {
            if (!object.path("type").asString().equals("extension-definition")) {
                listed.add(object);
            }
        });
        List<String> faults = new ArrayList<>();
        if (official().isPresent()) {
            faults.addAll(byOfficial("common/bundle.json", whole.toString()));
        }
        for (JsonNode object : JSON.readTree(bundle).path("objects")) {
            String type = object.path("type").asString();
            if (official().isPresent()) {
                faults.addAll(byOfficial(schemaOf(type), object.toString()));
            }
            faults.addAll(byExtension(object.toString()));
        }
        return faults;
    }

    List<String> byOfficial(String path, String json) {
        return registry.getSchema(SchemaLocation.of(OFFICIAL + path)).validate(json, InputFormat.JSON).stream()
                .map(error -> path + ": " + error)
                .toList();
    }

    List<String> byExtension(String object) {
        return registry.getSchema(StixExtension.schema(), InputFormat.JSON).validate(object, InputFormat.JSON).stream()
                .map(error -> "extension: " + error)
                .toList();
    }

    private static String schemaOf(String type) {
        return switch (type) {
            case "relationship" -> "sros/relationship.json";
            case "marking-definition", "extension-definition" -> "common/" + type + ".json";
            case "ipv4-addr", "ipv6-addr", "autonomous-system" -> "observables/" + type + ".json";
            case StixExtension.TEMPLATE, StixExtension.TOKEN, StixExtension.TLS_CLIENT ->
                "common/cyber-observable-core.json";
            default -> "sdos/" + type + ".json";
        };
    }
}
