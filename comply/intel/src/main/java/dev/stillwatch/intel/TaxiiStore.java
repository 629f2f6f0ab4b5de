// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The objects of one collection, in memory, in the order they came. Thread-safe.
 *
 * <p>No two have the same time of adding, so that a page that ends at a time leaves none out and gives none twice.
 */
final class TaxiiStore {
    private static final Duration TICK = Duration.of(1, ChronoUnit.MICROS);

    private final InstantSource clock;
    private final int most;
    private final List<Stored> objects = new ArrayList<>();
    private final Map<String, NavigableSet<String>> versions = new HashMap<>();
    private Instant last = Instant.EPOCH;

    /** An object as it was added; {@code version} is its modified, created or time of adding, in this order. */
    record Stored(JsonNode object, String id, String version, Instant added) {
        /** The version as its source wrote it. */
        String shown() {
            return object.has("modified")
                    ? object.path("modified").asString()
                    : object.path("created").asString(version);
        }
    }

    /** What a page holds, and whether there is more. */
    record Page(List<Stored> objects, boolean more) {}

    TaxiiStore(InstantSource clock, int most) {
        this.clock = Objects.requireNonNull(clock, "clock is null");
        this.most = most;
    }

    /** Adds an object; one that is there in the same version changes nothing. False when the collection is full. */
    boolean add(JsonNode object) {
        return add(object, clock.instant());
    }

    /** As {@link #add(JsonNode)}, added at a time that was settled before; later than all before, if it is not. */
    synchronized boolean add(JsonNode object, Instant at) {
        String id = object.path("id").asString();
        Instant now = at.truncatedTo(ChronoUnit.MICROS);
        Instant added = now.isAfter(last) ? now : last.plus(TICK);
        // Observables have no versions: the same id is the same thing.
        String version = object.has("modified")
                ? normalised(object.path("modified").asString())
                : object.has("created")
                        ? normalised(object.path("created").asString())
                        : versions.containsKey(id) ? versions.get(id).first() : written(added);
        if (versions.getOrDefault(id, new TreeSet<>()).contains(version)) {
            return true;
        }
        if (objects.size() >= most) {
            return false;
        }
        versions.computeIfAbsent(id, i -> new TreeSet<>()).add(version);
        objects.add(new Stored(object, id, version, added));
        last = added;
        return true;
    }

    /** Empties the collection: what came is kept elsewhere. */
    synchronized void forget() {
        objects.clear();
        versions.clear();
    }

    synchronized boolean holds(String id) {
        return versions.containsKey(id);
    }

    /** Removes the versions asked for of one object; by default all of them. */
    synchronized void delete(String id, TaxiiQuery query, boolean everyVersion) {
        Set<String> kept = new TreeSet<>();
        objects.removeIf(stored -> {
            boolean goes = stored.id().equals(id) && (everyVersion || fits(stored, query));
            if (stored.id().equals(id) && !goes) {
                kept.add(stored.version());
            }
            return goes;
        });
        versions.remove(id);
        if (!kept.isEmpty()) {
            versions.put(id, new TreeSet<>(kept));
        }
    }

    synchronized Page page(TaxiiQuery query) {
        List<Stored> page = new ArrayList<>();
        Instant after = query.next().orElse(Instant.MIN);
        if (query.addedAfter().isPresent() && query.addedAfter().get().isAfter(after)) {
            after = query.addedAfter().get();
        }
        for (Stored stored : objects) {
            if (stored.added().isAfter(after) && fits(stored, query)) {
                if (page.size() == query.limit()) {
                    return new Page(page, true);
                }
                page.add(stored);
            }
        }
        return new Page(page, false);
    }

    private boolean fits(Stored stored, TaxiiQuery query) {
        JsonNode object = stored.object();
        return (query.ids().isEmpty() || query.ids().contains(stored.id()))
                && (query.types().isEmpty()
                        || query.types().contains(object.path("type").asString()))
                && (query.specs().isEmpty()
                        || query.specs().contains(object.path("spec_version").asString("2.1")))
                && ofVersion(stored, query.versions());
    }

    private boolean ofVersion(Stored stored, Set<String> wanted) {
        NavigableSet<String> all = Objects.requireNonNull(versions.get(stored.id()), "an object without versions");
        Set<String> times = new HashSet<>();
        wanted.stream().filter(StixShape::isTime).forEach(time -> times.add(normalised(time)));
        return wanted.contains("all")
                || (wanted.contains("last") && all.last().equals(stored.version()))
                || (wanted.contains("first") && all.first().equals(stored.version()))
                || times.contains(stored.version());
    }

    /** A form in which the order of texts is the order of times. */
    private static String normalised(String time) {
        return written(Instant.parse(time));
    }

    static String written(Instant time) {
        String text = time.toString();
        int dot = text.indexOf('.');
        String fraction = dot < 0 ? "" : text.substring(dot + 1, text.length() - 1);
        String seconds = dot < 0 ? text.substring(0, text.length() - 1) : text.substring(0, dot);
        return seconds + "." + (fraction + "000000000").substring(0, Math.max(6, fraction.length())) + "Z";
    }
}
