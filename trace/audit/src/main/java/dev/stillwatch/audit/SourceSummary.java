// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted of one source. Immutable.
 *
 * @param name of the source: a file, or what the rows say
 * @param style what share a model wrote by the style of the answers, where that can be said
 */
public record SourceSummary(String name, SortedMap<String, Long> counts, Optional<EstimatedShare> style) {

    public SourceSummary {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(style, "style is null");
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

    /** Rows with evidence that names a fact: known, served, declared, or a phrase. */
    public Share factual() {
        return new Share(count("factual"), judged());
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

    /** Evidence that names a fact, by length and then by language of the answers. */
    SortedMap<String, Share> strata(String kind) {
        SortedMap<String, Share> strata = new TreeMap<>();
        below(kind + ".")
                .forEach((name, all) -> strata.put(name, new Share(count("factual." + kind + "." + name), all)));
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
