// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.overlap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Jaccard similarity of every pair, counted on the words themselves: what sketches are measured against, and made of
 * nothing that they use.
 */
final class PlainReference {
    private PlainReference() {}

    /** The texts joined where a pair's similarity reaches the threshold. Memory of all runs. */
    static Clusters clusters(List<String> texts, int width, double threshold) {
        Map<String, List<Integer>> holders = new HashMap<>();
        List<Set<String>> all = new ArrayList<>();
        Clusters clusters = new Clusters(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            Set<String> runs = runs(texts.get(i), width);
            Map<Integer, Integer> shared = new HashMap<>();
            for (String run : runs) {
                for (int other : holders.getOrDefault(run, List.of())) {
                    shared.merge(other, 1, Integer::sum);
                }
            }
            for (Map.Entry<Integer, Integer> each : shared.entrySet()) {
                int both = each.getValue();
                int either = runs.size() + all.get(each.getKey()).size() - both;
                if (both >= threshold * either) {
                    clusters.join(i, each.getKey());
                }
            }
            for (String run : runs) {
                holders.computeIfAbsent(run, _ -> new ArrayList<>()).add(i);
            }
            all.add(runs);
        }
        return clusters;
    }

    private static Set<String> runs(String text, int width) {
        String[] words = text.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+");
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + width <= words.length; i++) {
            runs.add(String.join(" ", List.of(words).subList(i, i + width)));
        }
        return runs;
    }
}
