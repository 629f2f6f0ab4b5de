// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import dev.stillwatch.provenance.StyleFeatures;
import dev.stillwatch.provenance.StyleModel;
import dev.stillwatch.provenance.StyleVector;
import dev.stillwatch.provenance.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fits a softmax over the writers to style vectors: AdaGrad with a falling rate, stopped early, then one byte a weight.
 *
 * <p>Rate, passes and caution were chosen on reviews of the parts 1 to 4 by log-loss, training on three quarters. Fixed
 * order for a seed.
 */
final class Trainer {
    private static final int WRITERS = Writer.values().length;
    private static final float RATE = 0.25f;
    private static final float BIAS_RATE = 0.1f;
    private static final float CAUTION = 1e-3f;
    private static final int PASSES = 10;

    /** The unit vector is stretched to this length, for which the rate was chosen. */
    private static final float STRETCH = 1.7320508f;

    private final long seed;

    Trainer(long seed) {
        this.seed = seed;
    }

    /** Trains on texts; {@code provenance} goes into the model. */
    StyleModel fit(List<LabelledText> texts, String provenance) {
        StyleFeatures features = new StyleFeatures();
        List<StyleVector> vectors = new ArrayList<>(texts.size());
        for (LabelledText text : texts) {
            features.read(text.text());
            vectors.add(features.vector());
        }
        int[] labels = texts.stream()
                .mapToInt(text -> List.of(Writer.values()).indexOf(text.writer()))
                .toArray();
        return fit(vectors, labels, provenance);
    }

    private StyleModel fit(List<StyleVector> vectors, int[] labels, String provenance) {
        float[] weights = new float[StyleFeatures.DIMENSIONS * WRITERS];
        float[] squares = new float[weights.length];
        float[] biases = new float[WRITERS];
        float[] biasSquares = new float[WRITERS];
        int[] order = new int[labels.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int pass = 0; pass < PASSES; pass++) {
            shuffle(order, random);
            float rate = RATE * (1 - (float) pass / PASSES);
            for (int i : order) {
                StyleVector vector = vectors.get(i);
                float[] error = errors(vector, labels[i], weights, biases);
                for (int k = 0; k < WRITERS; k++) {
                    biasSquares[k] += error[k] * error[k];
                    biases[k] -= BIAS_RATE * rate * error[k] / (float) Math.sqrt(biasSquares[k] + 1);
                }
                for (int j = 0; j < vector.size(); j++) {
                    int base = vector.id(j) * WRITERS;
                    float value = vector.weight(j) * STRETCH;
                    for (int k = 0; k < WRITERS; k++) {
                        float gradient = error[k] * value;
                        squares[base + k] += gradient * gradient;
                        weights[base + k] -= rate * gradient / (float) Math.sqrt(squares[base + k] + CAUTION);
                    }
                }
            }
        }
        return quantised(weights, biases, provenance);
    }

    /** Probabilities less the truth. */
    private static float[] errors(StyleVector vector, int label, float[] weights, float[] biases) {
        float[] scores = biases.clone();
        for (int j = 0; j < vector.size(); j++) {
            int base = vector.id(j) * WRITERS;
            float value = vector.weight(j) * STRETCH;
            for (int k = 0; k < WRITERS; k++) {
                scores[k] += weights[base + k] * value;
            }
        }
        float most = scores[0];
        for (float score : scores) {
            most = Math.max(most, score);
        }
        float sum = 0;
        for (int k = 0; k < WRITERS; k++) {
            scores[k] = (float) StrictMath.exp(scores[k] - most);
            sum += scores[k];
        }
        for (int k = 0; k < WRITERS; k++) {
            scores[k] = scores[k] / sum - (k == label ? 1 : 0);
        }
        return scores;
    }

    /** One signed byte for each family and feature, against people. */
    private static StyleModel quantised(float[] weights, float[] biases, String provenance) {
        int families = WRITERS - 1;
        float[] scales = new float[families];
        float[] lines = new float[families];
        int[] packed = new int[StyleFeatures.DIMENSIONS];
        for (int k = 0; k < families; k++) {
            float largest = 1e-9f;
            for (int id = 0; id < packed.length; id++) {
                largest = Math.max(largest, Math.abs(weights[id * WRITERS + k + 1] - weights[id * WRITERS]));
            }
            float step = largest / 127;
            for (int id = 0; id < packed.length; id++) {
                int weight = Math.round((weights[id * WRITERS + k + 1] - weights[id * WRITERS]) / step);
                packed[id] |= (weight & 0xFF) << (8 * k);
            }
            scales[k] = step * STRETCH;
            lines[k] = biases[k + 1] - biases[0];
        }
        return new StyleModel(provenance, scales, lines, packed);
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
