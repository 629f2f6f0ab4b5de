// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes shared campaigns as STIX 2.1. Immutable, thread-safe.
 *
 * <p>The same campaign from the same producer has the same ids, so that a second bundle is a new version and not a new
 * campaign: recipients keep the one with the later {@code modified}. The same input gives the same bytes.
 */
public final class StixWriter {
    private static final JsonMapper JSON = new JsonMapper();

    private final Producer producer;
    private final String producerId;

    public StixWriter(Producer producer) {
        this.producer = Objects.requireNonNull(producer, "producer is null");
        this.producerId = StixIds.of("identity", producer.namespace(), "identity");
    }

    /** The id that everything shared carries as its source. */
    public String producerId() {
        return producerId;
    }

    /** The id that a campaign has, shared or not. */
    public String campaignId(String localId) {
        return StixIds.of("campaign", producer.namespace(), "campaign " + localId);
    }

    /**
     * A bundle of one campaign, checked against the closed list.
     *
     * @param created when it was shared first; the same in every version
     * @param modified when this version was made; not before {@code created}
     */
    public StixBundle write(SharedCampaign campaign, Instant created, Instant modified) {
        return bundle(campaign, List.of(), created, modified, false);
    }

    /** The bundle that takes back a campaign and all indicators of its last version. */
    public StixBundle revoke(SharedCampaign last, Instant created, Instant modified) {
        return revoke(last, List.of(), created, modified);
    }

    /**
     * The bundle that takes back a campaign.
     *
     * @param earlier indicators of earlier versions that the last one does not have; recipients still hold them
     */
    public StixBundle revoke(SharedCampaign last, List<SharedIndicator> earlier, Instant created, Instant modified) {
        return bundle(last, earlier, created, modified, true);
    }

    private StixBundle bundle(
            SharedCampaign campaign,
            List<SharedIndicator> earlier,
            Instant created,
            Instant modified,
            boolean revoked) {
        if (modified.isBefore(created)) {
            throw new IllegalArgumentException("modified is before created");
        }
        Version version = new Version(campaign, StixIds.time(created), StixIds.time(modified), revoked);
        List<ObjectNode> objects = new ArrayList<>();
        objects.add(marking(campaign.light()));
        objects.add(StixExtension.author());
        objects.add(StixExtension.definition());
        objects.add(identity());
        ObjectNode shared = campaign(version);
        String id = shared.path("id").stringValue();
        objects.add(shared);
        for (Technique technique : Technique.of(campaign.verdict())) {
            ObjectNode pattern = StixExtension.technique(technique.id(), technique.name());
            objects.add(pattern);
            objects.add(relationship(version, id, "uses", pattern.path("id").stringValue()));
        }
        List<String> seen = new ArrayList<>();
        List<SharedIndicator> indicators = new ArrayList<>(campaign.indicators());
        indicators.addAll(earlier);
        for (SharedIndicator indicator : indicators) {
            ObjectNode observable = StixObservables.observable(indicator);
            observable.putArray("object_marking_refs").add(campaign.light().markingId());
            objects.add(observable);
            seen.add(observable.path("id").stringValue());
        }
        Optional<ObjectNode> observed = seen.isEmpty() ? Optional.empty() : Optional.of(observed(version, seen));
        observed.ifPresent(objects::add);
        for (SharedIndicator indicator : indicators) {
            ObjectNode written = indicator(version, indicator);
            objects.add(written);
            String indicatorId = written.path("id").stringValue();
            objects.add(relationship(version, indicatorId, "indicates", id));
            observed.ifPresent(data -> objects.add(relationship(
                    version, indicatorId, "based-on", data.path("id").stringValue())));
        }
        return StixBundle.of(objects, producer);
    }

    private record Version(SharedCampaign campaign, String created, String modified, boolean revoked) {}

    /** What a campaign of a kind uses, by MITRE ATLAS. */
    private record Technique(String id, String name) {
        static List<Technique> of(SharedVerdict verdict) {
            Technique extraction = new Technique("AML.T0024.002", "Extract AI Model");
            Technique proxies = new Technique("AML.T0008.005", "AI Service Proxies");
            return switch (verdict) {
                case DISTILLATION -> List.of(extraction);
                case RESELLER -> List.of(proxies);
            };
        }
    }

    private ObjectNode identity() {
        String since = StixIds.time(producer.since());
        return JSON.createObjectNode()
                .put("type", "identity")
                .put("spec_version", "2.1")
                .put("id", producerId)
                .put("created", since)
                .put("modified", since)
                .put("name", producer.name())
                .put("identity_class", "organization");
    }

    private ObjectNode campaign(Version version) {
        SharedCampaign campaign = version.campaign();
        ObjectNode node = own("campaign", campaignId(campaign.localId()), version);
        node.put(
                "name",
                switch (campaign.verdict()) {
                    case DISTILLATION -> "Distillation campaign";
                    case RESELLER -> "Resold access";
                });
        node.put("first_seen", StixIds.time(campaign.firstSeen()));
        node.put("last_seen", StixIds.time(campaign.lastSeen()));
        ObjectNode extension = node.putObject("extensions").putObject(StixExtension.ID);
        extension.put("extension_type", "property-extension");
        extension.put("verdict", campaign.verdict().label());
        extension.put("handling", campaign.handling().label());
        extension.put("valid_until", StixIds.time(campaign.validUntil()));
        if (!campaign.capabilities().isEmpty()) {
            var targets = extension.putArray("capability_targets");
            campaign.capabilities().forEach(capability -> targets.add(capability.label()));
        }
        campaign.size().ifPresent(size -> {
            ObjectNode cohort = extension.putObject("cohort").put("accounts_from", size.least());
            if (size.most() != Integer.MAX_VALUE) {
                cohort.put("accounts_to", size.most());
            }
        });
        campaign.cadence()
                .ifPresent(cadence -> extension
                        .putObject("cadence")
                        .put("active_hours", cadence.activeHours())
                        .put("busiest_hour", cadence.busiestHour()));
        return node;
    }

    private ObjectNode indicator(Version version, SharedIndicator indicator) {
        SharedCampaign campaign = version.campaign();
        String pattern = StixObservables.pattern(indicator);
        // Of the campaign too: two campaigns may share an indicator and differ in when it is valid.
        String name = "indicator " + campaign.localId() + " " + pattern;
        ObjectNode node = own("indicator", StixIds.of("indicator", producer.namespace(), name), version);
        node.put("name", StixObservables.name(indicator));
        node.putArray("indicator_types").add("anomalous-activity");
        node.put("pattern", pattern);
        node.put("pattern_type", "stix");
        node.put("pattern_version", "2.1");
        node.put("valid_from", StixIds.time(campaign.firstSeen()));
        node.put("valid_until", StixIds.time(campaign.validUntil()));
        return node;
    }

    private ObjectNode observed(Version version, List<String> seen) {
        SharedCampaign campaign = version.campaign();
        String name = "observed " + campaign.localId();
        ObjectNode node = own("observed-data", StixIds.of("observed-data", producer.namespace(), name), version);
        node.put("first_observed", StixIds.time(campaign.firstSeen()));
        node.put("last_observed", StixIds.time(campaign.lastSeen()));
        node.put("number_observed", campaign.least());
        var references = node.putArray("object_refs");
        seen.forEach(references::add);
        return node;
    }

    private ObjectNode relationship(Version version, String from, String kind, String to) {
        String name = "relationship " + from + " " + kind + " " + to;
        ObjectNode node = own("relationship", StixIds.of("relationship", producer.namespace(), name), version);
        return node.put("relationship_type", kind).put("source_ref", from).put("target_ref", to);
    }

    private ObjectNode own(String type, String id, Version version) {
        ObjectNode node = JSON.createObjectNode();
        node.put("type", type);
        node.put("spec_version", "2.1");
        node.put("id", id);
        node.put("created_by_ref", producerId);
        node.put("created", version.created());
        node.put("modified", version.modified());
        if (version.revoked()) {
            node.put("revoked", true);
        }
        node.put("confidence", version.campaign().confidence());
        node.putArray("object_marking_refs").add(version.campaign().light().markingId());
        return node;
    }

    private static ObjectNode marking(TrafficLight light) {
        ObjectNode marking = JSON.createObjectNode();
        marking.put("type", "marking-definition");
        marking.put("spec_version", "2.1");
        marking.put("id", light.markingId());
        marking.put("created", TrafficLight.CREATED);
        marking.put("name", "TLP:" + light.label().toUpperCase(Locale.ROOT));
        marking.putObject("extensions")
                .putObject(TrafficLight.EXTENSION)
                .put("extension_type", "property-extension")
                .put("tlp_2_0", light.label());
        return marking;
    }
}
