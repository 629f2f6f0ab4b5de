// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is written, against OASIS's own schemas; run by {@code bench/sharing/run.sh}, since they are not part of the project. */
class OfficialSchemasCheck {
    private static final JsonMapper JSON = new JsonMapper();

    private final StixSchemas schemas = new StixSchemas();

    @TempDir
    private Path temporary;

    private static Path folder() {
        return StixSchemas.official()
                .orElseThrow(() -> new AssertionError("name the folder of schemas: -Dstix.schemas=…"));
    }

    @Test
    void bundle_withEverything_isValidByBothValidators() throws IOException, InterruptedException {
        assertThat(folder().resolve("common")).isDirectory();
        assertThat(schemas.faults(Samples.bundle().text())).isEmpty();
        Path bundle = Files.writeString(
                temporary.resolve("bundle.json"), Samples.bundle().text());
        ProcessBuilder node = new ProcessBuilder("node", "--test", "official-schemas.mjs")
                .directory(Path.of("npm").toFile())
                .inheritIO();
        node.environment().put("SCHEMAS", folder().toAbsolutePath().toString());
        node.environment().put("BUNDLE", bundle.toAbsolutePath().toString());
        node.environment().remove("NODE_TEST_CONTEXT");
        assertThat(node.start().waitFor()).isZero();
    }

    @Test
    void schemas_brokenObjects_areFound() {
        ObjectNode bundle = (ObjectNode) JSON.readTree(Samples.bundle().text());
        bundle.path("objects").forEach(object -> {
            switch (object.path("type").asString()) {
                case "campaign" ->
                    ((ObjectNode) object.path("extensions").path(StixExtension.ID)).put("verdict", "guilty");
                case "indicator" -> ((ObjectNode) object).remove("valid_from");
                case "stillwatch-tls-client" -> ((ObjectNode) object).put("ja4", "none");
                case "relationship" -> ((ObjectNode) object).put("modified", "yesterday");
                default -> {}
            }
        });

        assertThat(String.join("\n", schemas.faults(bundle.toString())))
                .contains("verdict", "valid_from", "ja4", "modified");
    }

    /** If this fails, the official schema was mended: hold whole bundles against it in {@link StixSchemas}. */
    @Test
    void bundleSchema_minimalExtensionDefinition_isRefusedThoughItsOwnSchemaTakesIt() {
        String definition = """
                {"type": "extension-definition", "spec_version": "2.1",
                 "id": "extension-definition--9c59fd79-4215-4ba2-920d-3e4f320e1e62",
                 "created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z",
                 "name": "n", "schema": "s", "version": "1", "extension_types": ["new-sdo"]}""";
        String bundle =
                "{\"type\": \"bundle\", \"id\": \"bundle--9c59fd79-4215-4ba2-920d-3e4f320e1e63\", \"objects\": ["
                        + definition + "]}";

        assertThat(schemas.byOfficial("common/extension-definition.json", definition))
                .isEmpty();
        assertThat(schemas.byOfficial("common/bundle.json", bundle)).isNotEmpty();
    }
}
