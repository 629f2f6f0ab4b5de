// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StixWriterTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final StixSchemas schemas = new StixSchemas();

    @Test
    void write_campaignWithEverything_isValidByAllSchemas() {
        String bundle = Samples.bundle().text();

        assertThat(schemas.faults(bundle)).isEmpty();
        assertThat(types(bundle))
                .contains(
                        "identity",
                        "campaign",
                        "indicator",
                        "observed-data",
                        "relationship",
                        "marking-definition",
                        "extension-definition",
                        "attack-pattern",
                        "ipv4-addr",
                        "ipv6-addr",
                        "autonomous-system",
                        "stillwatch-tls-client",
                        "stillwatch-prompt-template",
                        "stillwatch-keyed-token");
    }

    @Test
    void extensionSchema_brokenObjects_areFound() {
        ObjectNode bundle = (ObjectNode) JSON.readTree(Samples.bundle().text());
        bundle.path("objects").forEach(object -> {
            switch (object.path("type").asString()) {
                case "campaign" ->
                    ((ObjectNode) object.path("extensions").path(StixExtension.ID)).put("verdict", "guilty");
                case "stillwatch-tls-client" -> ((ObjectNode) object).put("ja4", "none");
                default -> {}
            }
        });

        assertThat(String.join("\n", schemas.faults(bundle.toString()))).contains("verdict", "ja4");
    }

    @ParameterizedTest
    @EnumSource(TrafficLight.class)
    void write_everyLight_isMarkedByTheOfficialId(TrafficLight light) {
        SharingPolicy policy = new SharingPolicy(10, 50, false, false, Duration.ofDays(1), light, Handling.INVESTIGATE);
        SharedCampaign shared = new Redaction(policy, Optional.empty())
                .preview(Samples.campaign(2_000))
                .leaves()
                .orElseThrow();
        String bundle = new StixWriter(Samples.PRODUCER)
                .write(shared, Samples.NOW, Samples.NOW)
                .text();

        assertThat(schemas.faults(bundle)).isEmpty();
        assertThat(find(bundle, "campaign").path("object_marking_refs").path(0).asString())
                .isEqualTo(light.markingId());
        assertThat(find(bundle, "marking-definition")
                        .path("extensions")
                        .path(TrafficLight.EXTENSION)
                        .path("tlp_2_0")
                        .asString())
                .isEqualTo(light.label());
    }

    @Test
    void write_twice_givesTheSameBytes() {
        assertThat(Samples.bundle().text()).isEqualTo(Samples.bundle().text());
    }

    @Test
    void write_laterVersion_keepsIdsAndCreatedAndMovesModified() {
        StixWriter writer = new StixWriter(Samples.PRODUCER);
        Instant later = Samples.NOW.plus(Duration.ofDays(2));
        String first =
                writer.write(Samples.shared(120), Samples.NOW, Samples.NOW).text();
        String second = writer.write(Samples.shared(4_000), Samples.NOW, later).text();

        JsonNode before = find(first, "campaign");
        JsonNode after = find(second, "campaign");
        assertThat(after.path("id")).isEqualTo(before.path("id"));
        assertThat(after.path("created")).isEqualTo(before.path("created"));
        assertThat(after.path("modified").asString())
                .isGreaterThan(before.path("modified").asString());
        assertThat(ids(second)).isEqualTo(ids(first));
        assertThat(JSON.readTree(second).path("id"))
                .isNotEqualTo(JSON.readTree(first).path("id"));
    }

    @Test
    void revoke_lastVersion_revokesWhatIsOwnAndNothingElse() {
        String bundle = new StixWriter(Samples.PRODUCER)
                .revoke(Samples.shared(120), Samples.NOW, Samples.NOW.plusSeconds(60))
                .text();

        assertThat(schemas.faults(bundle)).isEmpty();
        for (JsonNode object : JSON.readTree(bundle).path("objects")) {
            boolean own = object.has("created_by_ref")
                    && !object.path("type").asString().equals("extension-definition");
            assertThat(object.path("revoked").asBoolean(false)).isEqualTo(own);
        }
    }

    @Test
    void write_everyReference_isInTheBundle() {
        JsonNode bundle = JSON.readTree(Samples.bundle().text());
        Set<String> ids = ids(bundle.toString());

        for (JsonNode object : bundle.path("objects")) {
            for (String name : List.of("source_ref", "target_ref", "created_by_ref")) {
                if (object.has(name)) {
                    assertThat(ids).contains(object.path(name).asString());
                }
            }
            object.path("object_refs").forEach(ref -> assertThat(ids).contains(ref.asString()));
            object.path("object_marking_refs").forEach(ref -> assertThat(ids).contains(ref.asString()));
        }
    }

    @Test
    void ids_ofAnotherProducer_cannotBeLinked() {
        Producer other = new Producer("Other", UUID.fromString("0a0f3c51-93bb-4a57-8d53-2f0a4c6b8e22"), Samples.NOW);
        assertThat(new StixWriter(other).campaignId("c-1"))
                .isNotEqualTo(new StixWriter(Samples.PRODUCER).campaignId("c-1"));
    }

    @Test
    void observables_standardOnes_haveTheIdsThatOtherToolsGive() {
        // Computed with Python's uuid.uuid5 over the JSON that section 2.9 describes.
        assertThat(StixObservables.observable(new SharedIndicator.Address("198.51.100.3"))
                        .path("id")
                        .asString())
                .isEqualTo("ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4");
        assertThat(StixObservables.observable(new SharedIndicator.Network(15_139))
                        .path("id")
                        .asString())
                .isEqualTo("autonomous-system--3aa27478-50b5-5ab8-9da9-cdc12b657fff");
    }

    @Test
    void outgoingCheck_unlistedProperty_stopsTheBundle() {
        ObjectNode object = (ObjectNode) JSON.readTree(Samples.bundle().objects().stream()
                .filter(text -> text.contains("\"type\":\"campaign\""))
                .findFirst()
                .orElseThrow());
        object.put("description", "free words");

        assertThatThrownBy(() -> OutgoingCheck.check(List.of(object)))
                .hasMessageContaining("campaign.description")
                .hasMessageNotContaining("free words");
    }

    @Test
    void outgoingCheck_knownPropertyInAnotherForm_stopsTheBundle() {
        ObjectNode object = StixObservables.observable(new SharedIndicator.TlsClient(Samples.JA4));
        object.put("ja4", "mallory@example.com");

        assertThatThrownBy(() -> OutgoingCheck.check(List.of(object))).hasMessageContaining("ja4");
    }

    private static List<String> types(String bundle) {
        List<String> types = new ArrayList<>();
        JSON.readTree(bundle)
                .path("objects")
                .forEach(object -> types.add(object.path("type").asString()));
        return types;
    }

    private static Set<String> ids(String bundle) {
        Set<String> ids = new HashSet<>();
        JSON.readTree(bundle)
                .path("objects")
                .forEach(object -> ids.add(object.path("id").asString()));
        return ids;
    }

    private static JsonNode find(String bundle, String type) {
        return JSON.readTree(bundle)
                .path("objects")
                .valueStream()
                .filter(object -> object.path("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
