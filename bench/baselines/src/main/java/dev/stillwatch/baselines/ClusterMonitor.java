// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Clusters prompts across accounts and lets each cluster gather weak signals, after <i>Stateful online monitoring catches
 * distributed agent attacks</i> (arXiv 2605.31593).
 *
 * <p>Prompts come in order of time, each with a suspicion. A prompt joins every cluster that holds a prompt at a cosine of
 * {@value #SIMILAR} or more, and joins those clusters (single linkage). A cluster counts once {@value #FEWEST} accounts
 * are in it; its score is the sum of its {@value #TOP} highest suspicions, one for each account. An account scores as its
 * best cluster does.
 *
 * <p>Adapted: the paper's code and constants are not public, so those above are ours; neighbours are looked for in
 * {@value #TABLES} tables of {@value #BITS} random planes, which finds 97 % of pairs at cosine 0.9; the suspicion is the
 * caller's; and the language model that judges escalated clusters is left out, so that the ranking stands for it.
 * About {@code TABLES * (BITS * dimensions + bucket)} a prompt. Not thread-safe.
 */
final class ClusterMonitor {
    static final float SIMILAR = 0.9f;
    static final int FEWEST = 5;
    static final int TOP = 20;
    private static final int TABLES = 20;
    private static final int BITS = 12;
    /** Newest members of a bucket that are compared; a bucket of one template holds thousands that are alike. */
    private static final int LOOK_BACK = 8;

    private final float[][] planes;
    private final List<Map<Integer, List<Integer>>> tables = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();
    private final List<String> accounts = new ArrayList<>();
    private final List<Double> suspicions = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();

    ClusterMonitor(int dimensions, Random random) {
        planes = new float[TABLES * BITS][dimensions];
        for (float[] plane : planes) {
            for (int d = 0; d < dimensions; d++) {
                plane[d] = (float) random.nextGaussian();
            }
        }
        for (int t = 0; t < TABLES; t++) {
            tables.add(new HashMap<>());
        }
    }

    /** Takes the next prompt of the stream; {@code suspicion} is 0 or more. */
    void observe(String account, float[] vector, double suspicion) {
        int item = vectors.size();
        vectors.add(vector);
        accounts.add(account);
        suspicions.add(suspicion);
        parents.add(item);
        for (int t = 0; t < TABLES; t++) {
            List<Integer> bucket = tables.get(t).computeIfAbsent(bucket(t, vector), _ -> new ArrayList<>());
            for (int back = bucket.size() - 1; back >= Math.max(0, bucket.size() - LOOK_BACK); back--) {
                int other = bucket.get(back);
                if (root(other) != root(item) && Products.of(vector, vectors.get(other)) >= SIMILAR) {
                    parents.set(root(item), root(other));
                }
            }
            bucket.add(item);
        }
    }

    /** For each account seen, the score of its best cluster; 0 where none of its clusters counts. */
    Map<String, Double> scores() {
        Map<Integer, Map<String, Double>> clusters = new HashMap<>();
        for (int item = 0; item < vectors.size(); item++) {
            clusters.computeIfAbsent(root(item), _ -> new HashMap<>())
                    .merge(accounts.get(item), suspicions.get(item), Math::max);
        }
        Map<String, Double> scores = new HashMap<>();
        accounts.forEach(account -> scores.put(account, 0.0));
        for (Map<String, Double> members : clusters.values()) {
            double score = members.size() < FEWEST ? 0 : top(members);
            members.keySet().forEach(account -> scores.merge(account, score, Math::max));
        }
        return scores;
    }

    private static double top(Map<String, Double> members) {
        return members.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(TOP)
                .mapToDouble(v -> v)
                .sum();
    }

    private int bucket(int table, float[] vector) {
        int bucket = 0;
        for (int bit = 0; bit < BITS; bit++) {
            bucket |= Products.of(planes[table * BITS + bit], vector) >= 0 ? 1 << bit : 0;
        }
        return bucket;
    }

    private int root(int item) {
        int at = item;
        while (parents.get(at) != at) {
            parents.set(at, parents.get(parents.get(at)));
            at = parents.get(at);
        }
        return at;
    }
}
