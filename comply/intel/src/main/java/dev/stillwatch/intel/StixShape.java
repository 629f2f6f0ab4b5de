// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Whether an object is what it claims to be, as far as anything here relies on it. */
final class StixShape {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{1,248}[a-z0-9]");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    /** How a property must be written. */
    private enum Form {
        TEXT,
        TIME,
        ID,
        TEXTS,
        IDS,
        PERCENT,
        TRUTH,
        DICTIONARY
    }

    private static final Map<String, Form> COMMON = Map.of(
            "type",
            Form.TEXT,
            "spec_version",
            Form.TEXT,
            "id",
            Form.ID,
            "created_by_ref",
            Form.ID,
            "created",
            Form.TIME,
            "modified",
            Form.TIME,
            "revoked",
            Form.TRUTH,
            "confidence",
            Form.PERCENT,
            "object_marking_refs",
            Form.IDS,
            "extensions",
            Form.DICTIONARY);
    private static final Map<String, Map<String, Form>> USED = Map.of(
            "identity", Map.of("name", Form.TEXT),
            "campaign", Map.of("name", Form.TEXT),
            "indicator",
                    Map.of(
                            "name",
                            Form.TEXT,
                            "indicator_types",
                            Form.TEXTS,
                            "pattern",
                            Form.TEXT,
                            "pattern_type",
                            Form.TEXT,
                            "pattern_version",
                            Form.TEXT,
                            "valid_from",
                            Form.TIME,
                            "valid_until",
                            Form.TIME),
            "relationship", Map.of("relationship_type", Form.TEXT, "source_ref", Form.ID, "target_ref", Form.ID),
            "marking-definition", Map.of("name", Form.TEXT));
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "identity", List.of("created", "modified", "name"),
            "campaign", List.of("created", "modified", "name"),
            "indicator", List.of("created", "modified", "pattern", "pattern_type", "valid_from"),
            "relationship", List.of("created", "modified", "relationship_type", "source_ref", "target_ref"),
            "marking-definition", List.of("created"));

    private StixShape() {}

    /** What came of looking at an object. */
    sealed interface Checked {
        record Sound() implements Checked {}

        record Unknown(String type) implements Checked {}

        record Wrong(String property, String because) implements Checked {}
    }

    static Checked check(JsonNode object) {
        if (!object.isObject()) {
            return new Checked.Wrong("", "it is no object. Ask the source to mend it.");
        }
        JsonNode type = object.path("type");
        if (!type.isString() || !TYPE.matcher(type.asString()).matches()) {
            return new Checked.Wrong("type", "it must be the name of a type. Ask the source to mend it.");
        }
        JsonNode id = object.path("id");
        if (!id.isString() || !StixIds.FORM.matcher(id.asString()).matches()) {
            return new Checked.Wrong("id", "it must be a type, two hyphens and a UUID. Ask the source to mend it.");
        }
        if (!StixIds.type(id.asString()).equals(type.asString())) {
            return new Checked.Wrong("id", "it is the id of another type than the object says it is of.");
        }
        if (!object.path("spec_version").asString("2.1").equals("2.1")) {
            return new Checked.Wrong("spec_version", "only 2.1 is read. Ask the source for STIX 2.1.");
        }
        Map<String, Form> used = USED.get(type.asString());
        if (used == null) {
            return new Checked.Unknown(type.asString());
        }
        return fault(object, used).orElseGet(Checked.Sound::new);
    }

    private static Optional<Checked> fault(JsonNode object, Map<String, Form> used) {
        String type = object.path("type").asString();
        for (String required : REQUIRED.getOrDefault(type, List.of())) {
            if (!object.has(required)) {
                return Optional.of(new Checked.Wrong(required, "it is missing. Ask the source to mend it."));
            }
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            Form form = used.getOrDefault(member.getKey(), COMMON.get(member.getKey()));
            if (form != null && !fits(form, member.getValue())) {
                return Optional.of(new Checked.Wrong(
                        member.getKey(),
                        switch (form) {
                            case TEXT -> "it must be text.";
                            case TIME -> "it must be a time such as 2026-11-23T10:00:00.000Z.";
                            case ID -> "it must be an id.";
                            case TEXTS, IDS -> "it must be a list of at least one, each of them text or an id.";
                            case PERCENT -> "it must be a whole number from 0 to 100.";
                            case TRUTH -> "it must be true or false.";
                            case DICTIONARY -> "it must be an object of objects.";
                        }));
            }
        }
        if (object.has("modified")
                && modified(object)
                        .isBefore(Instant.parse(object.path("created").asString()))) {
            return Optional.of(new Checked.Wrong("modified", "it is before created."));
        }
        return Optional.empty();
    }

    private static boolean fits(Form form, JsonNode value) {
        return switch (form) {
            case TEXT -> value.isString();
            case TIME -> value.isString() && isTime(value.asString());
            case ID -> isId(value);
            case TEXTS ->
                value.isArray() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isString);
            case IDS ->
                value.isArray() && !value.isEmpty() && value.valueStream().allMatch(StixShape::isId);
            case PERCENT -> value.isInt() && value.intValue() >= 0 && value.intValue() <= 100;
            case TRUTH -> value.isBoolean();
            case DICTIONARY -> value.isObject() && value.valueStream().allMatch(JsonNode::isObject);
        };
    }

    private static boolean isId(JsonNode value) {
        return value.isString() && StixIds.FORM.matcher(value.asString()).matches();
    }

    static boolean isTime(String text) {
        if (!TIME.matcher(text).matches()) {
            return false;
        }
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** When a sound object was changed last; the epoch for kinds that have no versions. */
    static Instant modified(JsonNode object) {
        return object.has("modified") ? Instant.parse(object.path("modified").asString()) : Instant.EPOCH;
    }

    /** Names of properties that nothing here uses, as type.property. */
    static Set<String> unusedProperties(JsonNode object) {
        String type = object.path("type").asString();
        Map<String, Form> used = USED.getOrDefault(type, Map.of());
        Set<String> unused = new HashSet<>();
        object.propertyNames().forEach(name -> {
            if (!used.containsKey(name) && !COMMON.containsKey(name)) {
                unused.add(type + "." + name);
            }
        });
        return unused;
    }
}
