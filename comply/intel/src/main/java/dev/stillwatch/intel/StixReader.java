// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads bundles and TAXII envelopes of others. Immutable, thread-safe; memory is a few times the bundle's size.
 *
 * <p>What is no bundle at all is refused as a whole. In a bundle each object stands for itself: one that is not what it
 * claims is refused with its place, what is unknown is left out and counted by name, and everything else is read.
 */
public final class StixReader {
    private final ReadingLimits limits;
    private final StixJson json;

    public StixReader(ReadingLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits is null");
        this.json = new StixJson(limits);
    }

    /**
     * Reads a bundle.
     *
     * @throws StillwatchException if it is no bundle, is too large or nested too deep
     */
    public ReadBundle readBundle(byte[] bundle) {
        JsonNode root = json.read(bundle, "the bundle");
        if (!root.isObject() || !root.path("type").asString("").equals("bundle")) {
            throw new StillwatchException(
                    "Refused the bundle: it is no object of type bundle. Check that the address is one of STIX 2.1.");
        }
        if (!StixIds.FORM.matcher(root.path("id").asString("")).matches()
                || !root.path("id").asString("").startsWith("bundle--")) {
            throw new StillwatchException(
                    "Refused the bundle at id: it must be bundle-- and a UUID. Ask the source to" + " mend it.");
        }
        if (root.has("spec_version")) {
            throw new StillwatchException("Refused the bundle at spec_version: only STIX 2.0 has it there, and only 2.1"
                    + " is read. Ask the source for STIX 2.1.");
        }
        return objects(root.path("objects"));
    }

    /**
     * Reads a TAXII envelope, as {@link TaxiiClient} hands it over.
     *
     * @throws StillwatchException as for a bundle
     */
    public ReadBundle readEnvelope(byte[] envelope) {
        return readEnvelopes(List.of(envelope));
    }

    /**
     * Reads pages of one collection together: what a campaign is said to be, and its source's name, may stand on another
     * page than its indicators. Places count the objects of all pages; the limit of objects is for all of them.
     *
     * @throws StillwatchException as for a bundle
     */
    public ReadBundle readEnvelopes(List<byte[]> envelopes) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (byte[] envelope : envelopes) {
            JsonNode root = json.read(envelope, "the envelope");
            JsonNode objects = root.path("objects");
            if (!root.isObject() || !(objects.isMissingNode() || objects.isArray())) {
                throw new StillwatchException(
                        "Refused the envelope: it is no object with a list of objects. Check the address.");
            }
            objects.forEach(all::add);
            if (all.size() > limits.objects()) {
                break;
            }
        }
        return objects(all);
    }

    private ReadBundle objects(JsonNode objects) {
        if (!objects.isMissingNode() && !objects.isArray()) {
            throw new StillwatchException("Refused the bundle at objects: it must be a list.");
        }
        if (objects.size() > limits.objects()) {
            throw new StillwatchException("Refused the bundle: it has " + objects.size() + " objects, at most "
                    + limits.objects() + " are read. Ask the source for smaller pages.");
        }
        List<ReadBundle.Refused> refused = new ArrayList<>();
        SortedMap<String, Integer> leftOut = new TreeMap<>();
        Map<String, Placed> sound = new LinkedHashMap<>();
        Map<String, String> contradictions = new LinkedHashMap<>();
        for (int i = 0; i < objects.size(); i++) {
            String place = "objects[" + i + "]";
            StixShape.Checked checked = StixShape.check(objects.get(i));
            switch (checked) {
                case StixShape.Checked.Sound() -> place(new Placed(place, objects.get(i)), sound, contradictions);
                case StixShape.Checked.Unknown(String type) -> leftOut.merge(type, 1, Integer::sum);
                case StixShape.Checked.Wrong(String property, String because) ->
                    refused.add(new ReadBundle.Refused(property.isEmpty() ? place : place + "." + property, because));
            }
        }
        contradictions.forEach((key, place) -> {
            sound.remove(key);
            refused.add(new ReadBundle.Refused(
                    place,
                    "another object has the same id and modified and says something else, so neither is believed. Ask the"
                            + " source for a new version."));
        });
        Map<String, JsonNode> latest = new LinkedHashMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        for (Placed placed : sound.values()) {
            String id = placed.object().path("id").asString();
            JsonNode other = latest.get(id);
            if (other == null || StixShape.modified(placed.object()).isAfter(StixShape.modified(other))) {
                latest.put(id, placed.object());
                places.put(id, placed.place());
            }
        }
        latest.values()
                .forEach(object ->
                        StixShape.unusedProperties(object).forEach(name -> leftOut.merge(name, 1, Integer::sum)));
        List<InboundSignal> signals = new SignalReading(latest, places, limits, leftOut, refused).signals();
        return new ReadBundle(signals, refused, leftOut, objects.size());
    }

    private record Placed(String place, JsonNode object) {}

    private static void place(Placed placed, Map<String, Placed> sound, Map<String, String> contradictions) {
        JsonNode object = placed.object();
        String key =
                object.path("id").asString() + " " + object.path("modified").asString("");
        Placed before = sound.putIfAbsent(key, placed);
        if (before != null && !before.object().equals(object)) {
            contradictions.put(key, placed.place());
        }
    }
}
