// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.List;

/**
 * Examples side by side, as arrays that PyTorch takes.
 *
 * @param tokens one row for each example, filled up at the end
 * @param places which places of all rows, one after the other, say what is trained: each predicts the token after it
 * @param targets the tokens to be predicted, one for each of the places
 * @param shares by how much each place counts with the teacher's alternatives, from 0 to 1
 * @param alternatives ids of a teacher's likeliest tokens, as many for each place; 0 where there are fewer
 * @param chances their chances, adding up to 1 at each place that has any
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one update, within the trainer
record Batch(long[][] tokens, long[] places, long[] targets, float[] shares, long[][] alternatives, float[][] chances) {

    static Batch of(List<Example> examples, double softWeight) {
        int length = examples.stream().mapToInt(e -> e.tokens().size()).max().orElseThrow() - 1;
        int listed = examples.stream()
                .flatMap(e -> e.alternatives().stream())
                .mapToInt(a -> a.map(some -> some.tokens().size()).orElse(0))
                .max()
                .orElse(0);
        long[][] tokens = new long[examples.size()][length];
        int trained = examples.stream()
                .mapToInt(e -> e.tokens().size() - e.promptLength())
                .sum();
        long[] places = new long[trained];
        long[] targets = new long[trained];
        float[] shares = new float[trained];
        long[][] alternatives = new long[trained][listed];
        float[][] chances = new float[trained][listed];
        int at = 0;
        for (int row = 0; row < tokens.length; row++) {
            Example example = examples.get(row);
            for (int i = 0; i < example.tokens().size() - 1; i++) {
                tokens[row][i] = example.tokens().get(i);
            }
            for (int i = example.promptLength(); i < example.tokens().size(); i++, at++) {
                places[at] = (long) row * length + i - 1;
                targets[at] = example.tokens().get(i);
                if (!example.alternatives().isEmpty()
                        && example.alternatives()
                                .get(i - example.promptLength())
                                .isPresent()) {
                    fill(example.alternatives().get(i - example.promptLength()).get(), alternatives[at], chances[at]);
                    shares[at] = (float) softWeight;
                }
            }
        }
        return new Batch(tokens, places, targets, shares, alternatives, chances);
    }

    private static void fill(Example.Alternatives alternatives, long[] ids, float[] chances) {
        List<Double> shares = new ArrayList<>();
        double sum = 0;
        for (double logProbability : alternatives.logProbabilities()) {
            double chance = Math.exp(logProbability);
            shares.add(chance);
            sum += chance;
        }
        for (int i = 0; i < shares.size(); i++) {
            ids[i] = alternatives.tokens().get(i);
            chances[i] = (float) (shares.get(i) / sum);
        }
    }
}
