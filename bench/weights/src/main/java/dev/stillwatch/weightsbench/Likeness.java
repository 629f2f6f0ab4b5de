// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How near a model's embeddings of sentences are to the original's: what a change of its weights does to its quality. */
final class Likeness {
    private static final int AT_ONCE = 20;

    private final List<int[]> sentences;
    private final List<float[]> original;

    Likeness(Model original, List<int[]> sentences) {
        this.sentences = sentences;
        this.original = embed(original);
    }

    /** The mean cosine of a model's embeddings to the original's. */
    double of(Model model) {
        List<float[]> theirs = embed(model);
        double sum = 0;
        for (int i = 0; i < theirs.size(); i++) {
            for (int k = 0; k < theirs.get(i).length; k++) {
                sum += (double) theirs.get(i)[k] * original.get(i)[k];
            }
        }
        return sum / theirs.size();
    }

    private List<float[]> embed(Model model) {
        List<float[]> all = new ArrayList<>();
        try (NDManager manager = Encoder.engine().newBaseManager()) {
            Encoder encoder = new Encoder(model, manager);
            for (int from = 0; from < sentences.size(); from += AT_ONCE) {
                List<int[]> some = sentences.subList(from, Math.min(sentences.size(), from + AT_ONCE));
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    NDArray embedded = encoder.embed(some);
                    float[] values = embedded.toFloatArray();
                    int width = values.length / some.size();
                    for (int i = 0; i < some.size(); i++) {
                        all.add(Arrays.copyOfRange(values, i * width, (i + 1) * width));
                    }
                }
            }
        }
        return all;
    }
}
