// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Scores each pair by weights that were fitted without it and without any pair that shares a name with it. */
final class CrossValidation {
    private CrossValidation() {}

    static double[] scores(double[][] rows, boolean[] labels, int[] groups, int folds, double penalty, long seed) {
        List<Integer> order =
                new ArrayList<>(Arrays.stream(groups).distinct().boxed().toList());
        Collections.shuffle(order, new Random(seed));
        double[] scores = new double[rows.length];
        for (int fold = 0; fold < folds; fold++) {
            int held = fold;
            int[] in = IntStream.range(0, rows.length)
                    .filter(i -> order.indexOf(groups[i]) % folds != held)
                    .toArray();
            double[][] training = Arrays.stream(in).mapToObj(i -> rows[i]).toArray(double[][]::new);
            boolean[] trainingLabels = new boolean[in.length];
            for (int i = 0; i < in.length; i++) {
                trainingLabels[i] = labels[in[i]];
            }
            double[] weights = LogisticFit.fit(training, trainingLabels, penalty);
            for (int i = 0; i < rows.length; i++) {
                if (order.indexOf(groups[i]) % folds == held) {
                    scores[i] = LogisticFit.probability(weights, rows[i]);
                }
            }
        }
        return scores;
    }
}
