// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whole numbers by name, sums and sets of bits: whatever the order or the number of threads, they come to the same. Not
 * thread-safe.
 *
 * <p>Bounded: names are of Stillwatch's own making.
 */
final class Counts {
    private final Map<String, Long> counts = new HashMap<>();

    Counts() {}

    Counts(Map<String, Long> counts) {
        this.counts.putAll(counts);
    }

    void add(String name, long count) {
        counts.merge(name, count, name.endsWith(PooledWitness.JOINED) ? (before, more) -> before | more : Long::sum);
    }

    void add(String name) {
        add(name, 1);
    }

    long get(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** All whose names begin so, by the rest of the name. */
    SortedMap<String, Long> below(String prefix) {
        SortedMap<String, Long> found = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), count);
            }
        });
        return found;
    }

    SortedMap<String, Long> all() {
        return new TreeMap<>(counts);
    }
}
