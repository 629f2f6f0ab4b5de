// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.Elicitation;
import dev.stillwatch.detect.ElicitationModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Fits one logistic regression per class: first on every feature that occurs in enough wordings, then again on the
 * strongest of them only.
 */
final class Trainer {
    private static final List<Elicitation> KINDS = List.of(Elicitation.values());
    private static final int WORDINGS = 3;
    private static final int EPOCHS = 12;
    private static final double L2 = 1e-3;
    private static final double OTHER_CLASS = 0.5;

    private final int features;
    private final long seed;

    /**
     * A trainer.
     *
     * @param features most features to keep
     */
    Trainer(int features, long seed) {
        this.features = features;
        this.seed = seed;
    }

    /** A fitted model that is not yet calibrated. */
    static final class Fitted {
        private final int[] features;
        private final List<LogisticRegression> classes;

        private Fitted(int[] features, List<LogisticRegression> classes) {
            this.features = features;
            this.classes = classes;
        }

        /** Feature hashes, ascending. */
        int[] features() {
            return features;
        }

        List<LogisticRegression> classes() {
            return classes;
        }

        /** Raw score per class of an example's feature hashes. */
        double[] raw(int[] hashes) {
            int[] row = indexes(features, hashes);
            double norm = norm(row);
            return classes.stream().mapToDouble(one -> one.raw(row, norm)).toArray();
        }
    }

    Fitted fit(List<Example> examples, List<int[]> hashes) {
        Fitted wide = fit(examples, hashes, candidates(examples, hashes));
        ToDoubleFunction<Integer> strength = i -> wide.classes().stream()
                .mapToDouble(one -> Math.abs(one.weight(i)))
                .max()
                .orElse(0);
        int[] kept = IntStream.range(0, wide.features().length)
                .boxed()
                .sorted(Comparator.comparingDouble(strength).reversed())
                .limit(features)
                .mapToInt(i -> wide.features()[i])
                .sorted()
                .toArray();
        return fit(examples, hashes, kept);
    }

    private Fitted fit(List<Example> examples, List<int[]> hashes, int[] kept) {
        Map<String, Integer> fillings = new HashMap<>();
        examples.forEach(example -> fillings.merge(example.wording(), 1, Integer::sum));
        int[][] rows = hashes.stream().map(all -> indexes(kept, all)).toArray(int[][]::new);
        double[] norms = Arrays.stream(rows).mapToDouble(Trainer::norm).toArray();
        LogisticRegression[] classes = new LogisticRegression[Elicitation.values().length];
        for (int k = 0; k < KINDS.size(); k++) {
            Elicitation kind = KINDS.get(k);
            int column = k;
            boolean[] labels = new boolean[rows.length];
            double[] importance = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                Example example = examples.get(i);
                labels[i] = example.kind().filter(kind::equals).isPresent();
                // A wording counts the same however many ways it can be filled.
                double share = Math.min(2, 8.0 / fillings.getOrDefault(example.wording(), 1));
                boolean other = example.kind().isPresent() && !labels[i];
                importance[i] = (other ? OTHER_CLASS : 1)
                        * Math.min(share, example.wording().equals(example.family()) ? 1 : 2);
            }
            classes[column] =
                    LogisticRegression.fit(kept.length, rows, norms, labels, importance, EPOCHS, L2, seed + column);
        }
        return new Fitted(kept, List.of(classes));
    }

    /** Features found in enough different wordings; what only one prompt holds cannot be learnt from. */
    private static int[] candidates(List<Example> examples, List<int[]> hashes) {
        Map<Integer, Integer> counts = new HashMap<>();
        Map<String, Set<Integer>> perWording = new HashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            Set<Integer> seen = perWording.computeIfAbsent(examples.get(i).wording(), _ -> new HashSet<>());
            for (int hash : hashes.get(i)) {
                if (seen.add(hash)) {
                    counts.merge(hash, 1, Integer::sum);
                }
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= WORDINGS)
                .mapToInt(Map.Entry::getKey)
                .sorted()
                .toArray();
    }

    private static int[] indexes(int[] kept, int[] hashes) {
        return Arrays.stream(hashes)
                .map(hash -> Arrays.binarySearch(kept, hash))
                .filter(index -> index >= 0)
                .toArray();
    }

    private static double norm(int[] row) {
        return 1 / Math.sqrt(row.length + ElicitationModel.DAMPING);
    }
}
