// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What STIX 2.1 lacks for distillation campaigns, as one extension with a JSON schema of its own. */
public final class StixExtension {
    /** Its id, the same for every producer. */
    public static final String ID = "extension-definition--" + StixIds.COMMON;

    static final String TEMPLATE = "stillwatch-prompt-template";
    static final String TOKEN = "stillwatch-keyed-token";
    static final String TLS_CLIENT = "stillwatch-tls-client";

    /** When version 1 was fixed; the same for everybody who writes it. */
    static final String CREATED = "2026-11-23T00:00:00.000Z";

    private static final String RESOURCE = "distillation-extension.schema.json";
    private static final JsonMapper JSON = new JsonMapper();

    private StixExtension() {}

    /** The JSON schema of everything that the extension adds. */
    public static String schema() {
        try (InputStream in = Objects.requireNonNull(StixExtension.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who wrote the extension: a class of software, not any producer. */
    static ObjectNode author() {
        ObjectNode author = common("identity", "identity--" + StixIds.version5(StixIds.COMMON, "author"));
        return author.put("name", "Stillwatch").put("identity_class", "system");
    }

    /** The object that defines the extension; it carries the schema, so that a recipient needs nothing else. */
    static ObjectNode definition() {
        ObjectNode definition = common("extension-definition", ID);
        definition.put("created_by_ref", author().path("id").stringValue());
        definition.put("name", "Distillation campaigns");
        definition.put(
                "description",
                "Campaigns that harvest a language model's answers, and what their traffic is known by.");
        definition.put("schema", JSON.readTree(schema()).toString());
        definition.put("version", "1.0.0");
        definition.putArray("extension_types").add("property-extension").add("new-sco");
        return definition;
    }

    /** ATLAS techniques by their own ids; every producer writes the very same object. */
    static ObjectNode technique(String id, String name) {
        ObjectNode technique = common("attack-pattern", StixIds.of("attack-pattern", StixIds.COMMON, id));
        technique.put("name", name);
        technique
                .putArray("external_references")
                .addObject()
                .put("source_name", "mitre-atlas")
                .put("external_id", id)
                .put("url", "https://atlas.mitre.org/techniques/" + id);
        return technique;
    }

    private static ObjectNode common(String type, String id) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("spec_version", "2.1")
                .put("id", id)
                .put("created", CREATED)
                .put("modified", CREATED);
    }
}
