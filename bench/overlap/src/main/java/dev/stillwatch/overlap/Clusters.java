// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.overlap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Texts that were found alike, taken together. */
final class Clusters {
    private final int[] parent;

    Clusters(int size) {
        parent = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = i;
        }
    }

    void join(int a, int b) {
        parent[root(a)] = root(b);
    }

    private int root(int text) {
        int at = text;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /**
     * How well the clusters tell copies, counted as text-dedup's benchmark on CORE does: a text is a true positive if it
     * has copies and all are in its cluster, a false positive if its cluster has others and it is not, a false negative if
     * it has copies and its cluster none. Its "macro F1" is the mean of the two precisions; the F1 proper is beside it.
     */
    String score(List<Integer> origin) {
        List<Integer> roots = new ArrayList<>();
        for (int i = 0; i < parent.length; i++) {
            roots.add(root(i));
        }
        Map<Integer, Set<Integer>> clusters = groups(roots);
        Map<Integer, Set<Integer>> truths = groups(origin);
        int[] counts = new int[4];
        int same = 0;
        for (int i = 0; i < parent.length; i++) {
            Set<Integer> found = clusters.getOrDefault(roots.get(i), Set.of());
            Set<Integer> truth = truths.getOrDefault(origin.get(i), Set.of());
            same += found.equals(truth) ? 1 : 0;
            if (found.size() == 1) {
                counts[truth.size() == 1 ? 1 : 3]++;
            } else {
                counts[truth.size() > 1 && found.containsAll(truth) ? 0 : 2]++;
            }
        }
        double tp = counts[0];
        double tn = counts[1];
        double fp = counts[2];
        double fn = counts[3];
        double precision = tp / (tp + fp);
        double recall = tp / (tp + fn);
        double otherPrecision = tn / (tn + fn);
        double otherRecall = tn / (tn + fp);
        double f1 = (f1(precision, recall) + f1(otherPrecision, otherRecall)) / 2;
        return String.format(
                Locale.ROOT,
                "copies P %.4f R %.4f, others P %.4f R %.4f, mean precision %.4f, macro F1 %.4f, accuracy %.4f",
                precision,
                recall,
                otherPrecision,
                otherRecall,
                (precision + otherPrecision) / 2,
                f1,
                (double) same / parent.length);
    }

    private static double f1(double precision, double recall) {
        return 2 * precision * recall / (precision + recall);
    }

    private static Map<Integer, Set<Integer>> groups(List<Integer> labels) {
        Map<Integer, Set<Integer>> groups = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            groups.computeIfAbsent(labels.get(i), _ -> new TreeSet<>()).add(i);
        }
        return groups;
    }
}
