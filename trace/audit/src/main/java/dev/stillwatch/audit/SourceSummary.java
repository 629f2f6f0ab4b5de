// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was counted of one source. Immutable.
 *
 * @param name of the source: a file, or what the rows say
 * @param pooled what shows only over many rows, of each that was looked for
 */
public record SourceSummary(String name, SortedMap<String, Long> counts, List<PooledEvidence> pooled) {

    public SourceSummary {
        Objects.requireNonNull(name, "name is null");
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        pooled = List.copyOf(pooled);
    }

    /** Of what was counted, with what the pooled counts among it come to. */
    static SourceSummary of(String name, SortedMap<String, Long> counts, List<PooledWitness> witnesses) {
        List<PooledEvidence> pooled = witnesses.stream()
                .map(each -> each.summed(below(counts, pooledName(each))))
                .toList();
        return new SourceSummary(name, counts, pooled);
    }

    /** How the names of a pooled witness's counts begin. */
    static String pooledName(PooledWitness witness) {
        return "pooled." + witness.name() + ".";
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

    /** What the style of its answers says, if that was looked at. */
    public Optional<PooledEvidence.Style> style() {
        return pooled.stream()
                .flatMap(each -> each instanceof PooledEvidence.Style style ? Stream.of(style) : Stream.empty())
                .findFirst();
    }

    /** Which output marks show over its rows, if they were looked for. */
    public Optional<PooledEvidence.Marks> marks() {
        return pooled.stream()
                .flatMap(each -> each instanceof PooledEvidence.Marks marks ? Stream.of(marks) : Stream.empty())
                .findFirst();
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
        return below(counts, prefix);
    }

    private static SortedMap<String, Long> below(SortedMap<String, Long> counts, String prefix) {
        SortedMap<String, Long> found = new TreeMap<>();
        counts.tailMap(prefix).forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), count);
            }
        });
        return found;
    }
}
