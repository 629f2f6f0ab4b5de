// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/** Puts together what a bundle's sound objects say of each indicator. For one bundle and one thread. */
final class SignalReading {
    private static final int LONGEST_NAME = 120;

    private final Map<String, JsonNode> objects;
    private final Map<String, String> places;
    private final ReadingLimits limits;
    private final SortedMap<String, Integer> leftOut;
    private final List<ReadBundle.Refused> refused;
    private final Map<String, Set<SharedVerdict>> claims = new HashMap<>();

    SignalReading(
            Map<String, JsonNode> objects,
            Map<String, String> places,
            ReadingLimits limits,
            SortedMap<String, Integer> leftOut,
            List<ReadBundle.Refused> refused) {
        this.objects = objects;
        this.places = places;
        this.limits = limits;
        this.leftOut = leftOut;
        this.refused = refused;
    }

    List<InboundSignal> signals() {
        objects.values().stream().filter(o -> isOf(o, "relationship")).forEach(this::claim);
        List<InboundSignal> signals = new ArrayList<>();
        objects.values().stream()
                .filter(o -> isOf(o, "indicator"))
                .forEach(indicator -> signal(indicator).ifPresent(signals::add));
        return signals;
    }

    private static boolean isOf(JsonNode object, String type) {
        return object.path("type").asString().equals(type);
    }

    private void claim(JsonNode relationship) {
        JsonNode target = objects.get(relationship.path("target_ref").asString());
        if (relationship.path("relationship_type").asString().equals("indicates")
                && !relationship.path("revoked").asBoolean(false)
                && target != null
                && !target.path("revoked").asBoolean(false)) {
            JsonNode verdict = target.path("extensions").path(StixExtension.ID).path("verdict");
            SharedVerdict.ofLabel(verdict.isString() ? verdict.asString() : "")
                    .ifPresent(claimed -> claims.computeIfAbsent(
                                    relationship.path("source_ref").asString(), id -> new HashSet<>())
                            .add(claimed));
        }
    }

    private Optional<InboundSignal> signal(JsonNode indicator) {
        String id = indicator.path("id").asString();
        Instant from = Instant.parse(indicator.path("valid_from").asString());
        Instant latest = from.plus(limits.longestValid());
        Instant expires = latest;
        if (indicator.has("valid_until")) {
            expires = Instant.parse(indicator.path("valid_until").asString());
            if (!expires.isAfter(from)) {
                refused.add(new ReadBundle.Refused(places.get(id) + ".valid_until", "it is not after valid_from."));
                return Optional.empty();
            }
        }
        Optional<SharedIndicator> meant =
                indicator.path("pattern_type").asString().equals("stix")
                        ? StixPattern.indicator(indicator.path("pattern").asString())
                        : Optional.empty();
        if (meant.isEmpty()) {
            leftOut.merge("indicator with another pattern", 1, Integer::sum);
            return Optional.empty();
        }
        String source = indicator.path("created_by_ref").asString("");
        return Optional.of(new InboundSignal(
                id,
                source,
                name(source),
                meant.get(),
                stance(indicator),
                claims.getOrDefault(id, Set.of()),
                indicator.has("confidence")
                        ? OptionalInt.of(indicator.path("confidence").intValue())
                        : OptionalInt.empty(),
                light(indicator),
                StixShape.modified(indicator),
                from,
                expires.isBefore(latest) ? expires : latest,
                indicator.path("revoked").asBoolean(false)));
    }

    private String name(String source) {
        JsonNode identity = objects.get(source);
        String name = identity == null ? "" : identity.path("name").asString("");
        StringBuilder shown = new StringBuilder();
        // A name is shown to people, so it holds nothing that turns or hides what stands beside it.
        name.codePoints().limit(LONGEST_NAME).forEach(c -> {
            int kind = Character.getType(c);
            boolean hidden = Character.isISOControl(c)
                    || kind == Character.FORMAT
                    || kind == Character.SURROGATE
                    || kind == Character.LINE_SEPARATOR
                    || kind == Character.PARAGRAPH_SEPARATOR;
            shown.appendCodePoint(hidden ? '?' : c);
        });
        return shown.toString();
    }

    private static InboundSignal.Stance stance(JsonNode indicator) {
        Set<String> types = new HashSet<>();
        indicator.path("indicator_types").forEach(type -> types.add(type.asString()));
        if (types.equals(Set.of("benign"))) {
            return InboundSignal.Stance.BENIGN;
        }
        return types.contains("malicious-activity") || types.contains("anomalous-activity")
                ? InboundSignal.Stance.SUSPECT
                : InboundSignal.Stance.UNKNOWN;
    }

    private static TrafficLight light(JsonNode object) {
        Optional<TrafficLight> strictest = object.path("object_marking_refs")
                .valueStream()
                .flatMap(ref -> TrafficLight.ofMarking(ref.asString()).stream())
                .reduce(TrafficLight::stricter);
        return strictest.orElse(TrafficLight.AMBER_STRICT);
    }
}
