// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted of one source. Immutable.
 *
 * @param name of the source: a file, or what the rows say
 */
public record SourceSummary(String name, SortedMap<String, Long> counts) {

    public SourceSummary {
        Objects.requireNonNull(name, "name is null");
        counts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    long count(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** Rows that were read. */
    public long rows() {
        return count("rows");
    }

    /** Rows with an answer or a text to look at. */
    public long judged() {
        return count("judged");
    }

    /** Rows with any evidence. */
    public Share evident() {
        return new Share(count("evidence"), judged());
    }

    /** What the evidence comes to. */
    public Risk risk() {
        return Risk.of(this);
    }

    /** Rows by kind of evidence. */
    SortedMap<String, Long> kinds() {
        return below("kind.");
    }

    /** Rows by family that evidence points to, the most first. */
    List<Map.Entry<String, Long>> families() {
        return below("family.").entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /** Rows with evidence, by length and then by language of the answers. */
    SortedMap<String, Share> strata(String kind) {
        SortedMap<String, Share> strata = new TreeMap<>();
        below(kind + ".")
                .forEach((name, all) -> strata.put(name, new Share(count("evidence." + kind + "." + name), all)));
        return strata;
    }

    SortedMap<String, Long> below(String prefix) {
        SortedMap<String, Long> found = new TreeMap<>();
        counts.tailMap(prefix).forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), count);
            }
        });
        return found;
    }
}
