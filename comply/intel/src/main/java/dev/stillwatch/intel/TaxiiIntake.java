// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what peers send, object by object, and remembers what came of it. Thread-safe; the last {@value #STATUSES}
 * outcomes are kept, each shown only to whom it belongs.
 */
final class TaxiiIntake {
    private static final int STATUSES = 500;
    private static final int MOST_OBJECTS = 10_000;
    private static final int LARGEST_OBJECT = 1 << 16;
    private static final JsonMapper JSON = new JsonMapper();

    private final StixJson json;
    private final InstantSource clock;
    private final TaxiiService.Received received;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    private record Outcome(String peer, ObjectNode status) {}

    TaxiiIntake(int bodyBytes, InstantSource clock, TaxiiService.Received received) {
        this.received = received;
        this.json = new StixJson(new ReadingLimits(
                bodyBytes,
                MOST_OBJECTS,
                ReadingLimits.DEFAULTS.depth(),
                ReadingLimits.DEFAULTS.textLength(),
                Duration.ofDays(1)));
        this.clock = clock;
    }

    TaxiiResponse take(TaxiiRequest request, TaxiiService.Offered into, String peer) {
        TaxiiStore store = into.store();
        if (!request.headers().contentType().map(TaxiiMedia::is).orElse(false)) {
            throw new TaxiiFailure(415, "Unsupported media type", "Send " + TaxiiResponse.MEDIA_TYPE + ".");
        }
        JsonNode objects = envelope(request.body()).path("objects");
        if (!objects.isArray() || objects.isEmpty() || objects.size() > MOST_OBJECTS) {
            throw new TaxiiFailure(
                    422, "Unprocessable", "An envelope has 1 to " + MOST_OBJECTS + " objects in the list objects.");
        }
        ArrayNode successes = JSON.createArrayNode();
        ArrayNode failures = JSON.createArrayNode();
        ArrayNode taken = JSON.createArrayNode();
        for (JsonNode object : objects) {
            String fault = fault(object, store);
            ObjectNode told = JSON.createObjectNode()
                    .put("id", shown(object.path("id"), StixIds.FORM.pattern(), "unknown--object"))
                    .put("version", version(object));
            if (fault.isEmpty()) {
                successes.add(told);
                taken.add(object);
            } else {
                failures.add(told.put("message", fault));
            }
        }
        if (!taken.isEmpty()) {
            ObjectNode kept = JSON.createObjectNode();
            kept.set("objects", taken);
            received.of(peer, into.collection().id(), kept.toString().getBytes(StandardCharsets.UTF_8), taken.size());
            if (into.collection().readers().isEmpty()) {
                store.forget();
            }
        }
        ObjectNode status = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("status", "complete")
                .put("request_timestamp", StixIds.time(clock.instant()))
                .put("total_count", objects.size())
                .put("success_count", successes.size())
                .put("failure_count", failures.size())
                .put("pending_count", 0);
        if (!successes.isEmpty()) {
            status.set("successes", successes);
        }
        if (!failures.isEmpty()) {
            status.set("failures", failures);
        }
        remember(peer, status);
        return new TaxiiResponse(202, Map.of("Content-Type", TaxiiResponse.MEDIA_TYPE), status.toString());
    }

    TaxiiResponse status(String id, String peer) {
        synchronized (outcomes) {
            Outcome outcome = outcomes.get(id);
            if (outcome == null || !outcome.peer().equals(peer)) {
                throw TaxiiService.nothing();
            }
            return TaxiiService.ok(outcome.status());
        }
    }

    private JsonNode envelope(byte[] body) {
        try {
            return json.read(body, "the envelope");
        } catch (StillwatchException e) {
            throw new TaxiiFailure(400, "Bad request", String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong; empty when it was stored. */
    private static String fault(JsonNode object, TaxiiStore store) {
        String shape = switch (StixShape.check(object)) {
            case StixShape.Checked.Sound() -> "";
            case StixShape.Checked.Unknown(String type) -> timesFault(object);
            case StixShape.Checked.Wrong(String property, String because) ->
                property.isEmpty() ? because : property + ": " + because;
        };
        if (!shape.isEmpty()) {
            return shape;
        }
        if (object.toString().length() > LARGEST_OBJECT) {
            return "It has more than " + LARGEST_OBJECT + " characters.";
        }
        // Red is for whom it was told to, and a collection is for all its readers.
        for (JsonNode marking : object.path("object_marking_refs")) {
            if (TrafficLight.ofMarking(marking.asString("")).equals(Optional.of(TrafficLight.RED))) {
                return "object_marking_refs: TLP:RED is not kept here.";
            }
        }
        return store.add(object) ? "" : "The collection is full. Try again later.";
    }

    private static String timesFault(JsonNode object) {
        for (String name : new String[] {"created", "modified"}) {
            if (object.has(name)
                    && !(object.path(name).isString()
                            && StixShape.isTime(object.path(name).asString()))) {
                return name + ": it must be a time such as 2026-11-23T10:00:00.000Z.";
            }
        }
        return "";
    }

    private static String version(JsonNode object) {
        for (String name : new String[] {"modified", "created"}) {
            if (object.path(name).isString()
                    && StixShape.isTime(object.path(name).asString())) {
                return object.path(name).asString();
            }
        }
        return "1970-01-01T00:00:00.000Z";
    }

    private static String shown(JsonNode text, String form, String otherwise) {
        return text.isString() && text.asString().matches(form) ? text.asString() : otherwise;
    }

    private void remember(String peer, ObjectNode status) {
        synchronized (outcomes) {
            outcomes.put(status.path("id").asString(), new Outcome(peer, status));
            if (outcomes.size() > STATUSES) {
                outcomes.remove(outcomes.keySet().iterator().next());
            }
        }
    }
}
