// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The closed list of what may stand in an outgoing object, and in which form. What is not on it is an error of this
 * program and stops the bundle, so that a later change to the writer cannot let something out unnoticed.
 */
final class OutgoingCheck {
    private static final String ID = "[a-z0-9-]+--[0-9a-f-]{36}";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final String LABEL = "[a-z][a-z0-9+-]{1,40}";
    private static final String NUMBER = "\\d{1,10}";
    private static final String HEX = "[0-9a-f]{16,64}";
    private static final String ADDRESS = "[0-9a-f.:]{2,45}";
    private static final String KEY = "[a-z0-9-]{1,32}";
    private static final String MONTH = "\\d{4}-\\d\\d";
    private static final String TOKEN = "[A-Za-z0-9_-]{43}";
    private static final String JA4 = "[a-z0-9A-Z_]{36}";
    /** Fixed names of this program's, in letters and spaces. */
    private static final String TITLE = "[A-Z][A-Za-z ]{2,40}";

    private static final String OWN = StixExtension.ID;
    private static final Map<String, Pattern> ALLOWED = allowed();

    private OutgoingCheck() {}

    /**
     * Passes objects that hold nothing but what is allowed.
     *
     * @throws IllegalStateException naming the place, never the value
     */
    static void check(List<ObjectNode> objects) {
        for (ObjectNode object : objects) {
            String type = object.path("type").asString("");
            boolean common = object.path("id").asString("").equals(StixExtension.ID);
            if (common ? !object.equals(StixExtension.definition()) : !known(type)) {
                throw new IllegalStateException("an object of type " + type + " may not leave");
            }
            if (!common) {
                walk(type, object);
            }
        }
    }

    private static boolean known(String type) {
        return ALLOWED.containsKey(type + ".type");
    }

    private static void walk(String place, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(member -> walk(place + "." + member.getKey(), member.getValue()));
        } else if (node.isArray()) {
            node.forEach(element -> walk(place, element));
        } else if (!Optional.ofNullable(ALLOWED.get(place))
                .filter(form -> form.matcher(node.asString("")).matches())
                .isPresent()) {
            throw new IllegalStateException(place + " may not leave, or not in this form");
        }
    }

    private static Map<String, Pattern> allowed() {
        Map<String, Pattern> allowed = new TreeMap<>();
        for (String type : List.of("campaign", "indicator", "observed-data", "relationship")) {
            put(
                    allowed,
                    type,
                    Map.of(
                            "created_by_ref",
                            ID,
                            "created",
                            TIME,
                            "modified",
                            TIME,
                            "confidence",
                            "\\d{1,3}",
                            "revoked",
                            "true",
                            "object_marking_refs",
                            ID));
        }
        put(allowed, "campaign", Map.of("name", TITLE, "first_seen", TIME, "last_seen", TIME));
        put(
                allowed,
                "campaign.extensions." + OWN,
                Map.of(
                        "extension_type",
                        LABEL,
                        "verdict",
                        LABEL,
                        "handling",
                        LABEL,
                        "valid_until",
                        TIME,
                        "capability_targets",
                        LABEL,
                        "cohort.accounts_from",
                        NUMBER,
                        "cohort.accounts_to",
                        NUMBER,
                        "cadence.active_hours",
                        NUMBER,
                        "cadence.busiest_hour",
                        NUMBER));
        String pattern = "\\[("
                + String.join(
                        "|",
                        List.of(
                                "ipv[46]-addr:value = '" + ADDRESS + "'",
                                "autonomous-system:number = " + NUMBER,
                                "stillwatch-tls-client:ja4 = '" + JA4 + "'",
                                "stillwatch-prompt-template:sha256 = '" + HEX
                                        + "' OR stillwatch-prompt-template:simhash = '" + HEX + "'",
                                "stillwatch-keyed-token:token_kind = '[a-z]{5,7}' AND stillwatch-keyed-token:key_id = '"
                                        + KEY
                                        + "' AND stillwatch-keyed-token:period = '" + MONTH
                                        + "' AND stillwatch-keyed-token:value = '" + TOKEN + "'"))
                + ")\\]";
        put(
                allowed,
                "indicator",
                Map.of(
                        "name",
                        "[A-Z][A-Za-z ]{2,40}",
                        "indicator_types",
                        LABEL,
                        "pattern",
                        pattern,
                        "pattern_type",
                        "stix",
                        "pattern_version",
                        "2\\.1",
                        "valid_from",
                        TIME,
                        "valid_until",
                        TIME));
        put(
                allowed,
                "observed-data",
                Map.of("first_observed", TIME, "last_observed", TIME, "number_observed", NUMBER, "object_refs", ID));
        put(allowed, "relationship", Map.of("relationship_type", LABEL, "source_ref", ID, "target_ref", ID));
        // The operator's own name, which Producer holds to what can be seen.
        put(
                allowed,
                "identity",
                Map.of("created", TIME, "modified", TIME, "name", ".{1,120}", "identity_class", LABEL));
        put(
                allowed,
                "attack-pattern",
                Map.of(
                        "created",
                        TIME,
                        "modified",
                        TIME,
                        "name",
                        TITLE,
                        "external_references.source_name",
                        "mitre-atlas",
                        "external_references.external_id",
                        "AML\\.T[0-9.]+",
                        "external_references.url",
                        "https://atlas\\.mitre\\.org/techniques/AML\\.T[0-9.]+"));
        put(
                allowed,
                "marking-definition",
                Map.of(
                        "created",
                        TIME,
                        "name",
                        "TLP:[A-Z+]+",
                        "extensions." + TrafficLight.EXTENSION + ".extension_type",
                        LABEL,
                        "extensions." + TrafficLight.EXTENSION + ".tlp_2_0",
                        LABEL));
        Map<String, Map<String, String>> observables = Map.of(
                "ipv4-addr",
                Map.of("value", ADDRESS),
                "ipv6-addr",
                Map.of("value", ADDRESS),
                "autonomous-system",
                Map.of("number", NUMBER),
                StixExtension.TLS_CLIENT,
                Map.of("ja4", JA4),
                StixExtension.TEMPLATE,
                Map.of("sha256", HEX, "simhash", HEX),
                StixExtension.TOKEN,
                Map.of("token_kind", LABEL, "key_id", KEY, "period", MONTH, "value", TOKEN));
        observables.forEach((type, properties) -> {
            put(allowed, type, properties);
            put(allowed, type, Map.of("object_marking_refs", ID, "extensions." + OWN + ".extension_type", "new-sco"));
        });
        return Map.copyOf(allowed);
    }

    private static void put(Map<String, Pattern> allowed, String type, Map<String, String> properties) {
        if (type.indexOf('.') < 0) {
            allowed.put(type + ".type", Pattern.compile(Pattern.quote(type)));
            allowed.put(type + ".id", Pattern.compile(ID));
            allowed.put(type + ".spec_version", Pattern.compile("2\\.1"));
        }
        properties.forEach((property, form) -> allowed.put(type + "." + property, Pattern.compile(form)));
    }
}
