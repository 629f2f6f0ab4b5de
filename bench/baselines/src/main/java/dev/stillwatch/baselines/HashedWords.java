// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.detect.PromptTokens;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A neutral, cheap embedding for whole logs: words and neighbouring pairs, weighted by rarity, in {@value #DIMENSIONS}
 * signed hashed places (Weinberger et al., ICML 2009), at unit length.
 *
 * <p>A neural embedding takes milliseconds a prompt, this takes microseconds. It knows no synonyms. Immutable.
 */
final class HashedWords implements PromptEncoder {
    static final int DIMENSIONS = 512;

    private final Map<Integer, Integer> documents;
    private final int fitted;

    private HashedWords(Map<Integer, Integer> documents, int fitted) {
        this.documents = documents;
        this.fitted = fitted;
    }

    /** Learns from prompts how rare words are. */
    static HashedWords fit(List<String> prompts) {
        Map<Integer, Integer> documents = new HashMap<>();
        for (String prompt : prompts) {
            Set<Integer> present = new HashSet<>(features(prompt).keySet());
            present.forEach(feature -> documents.merge(feature, 1, Integer::sum));
        }
        return new HashedWords(documents, prompts.size());
    }

    private static Map<Integer, Integer> features(String prompt) {
        PromptTokens tokens = PromptTokens.of(prompt);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < tokens.size(); i++) {
            counts.merge(tokens.hash(i), 1, Integer::sum);
            if (i > 0) {
                counts.merge(tokens.hash(i - 1) * 31 + tokens.hash(i), 1, Integer::sum);
            }
        }
        return counts;
    }

    @Override
    public String name() {
        return "hashed words";
    }

    @Override
    public float[][] encode(List<String> prompts) {
        return prompts.stream().map(this::encode).toArray(float[][]::new);
    }

    private float[] encode(String prompt) {
        float[] vector = new float[DIMENSIONS];
        features(prompt).forEach((feature, count) -> {
            double rarity = Math.log((fitted + 1.0) / (documents.getOrDefault(feature, 0) + 1.0));
            int mixed = feature * 0x9E3779B1;
            mixed ^= mixed >>> 15;
            int place = (mixed >>> 1) % DIMENSIONS;
            vector[place] += (float) ((mixed & 1) == 0 ? rarity : -rarity) * (float) (1 + Math.log(count));
        });
        return PromptEncoder.unit(vector);
    }
}
