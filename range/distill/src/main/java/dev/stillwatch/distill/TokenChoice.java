// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.random.RandomGenerator;

/** Chooses the next token of a sequence; where a mark is put in, or a temperature applied. */
@FunctionalInterface
public interface TokenChoice {

    /**
     * The next token.
     *
     * @param logits one for each token of the vocabulary, not normalised; may be overwritten
     * @param tokens the sequence so far, prompt first
     * @param length how many of {@code tokens} are filled
     * @return an index into {@code logits}
     */
    int choose(float[] logits, int[] tokens, int length);

    /** The likeliest token, the first among equals. */
    static TokenChoice likeliest() {
        return (logits, tokens, length) -> {
            int best = 0;
            for (int i = 1; i < logits.length; i++) {
                if (logits[i] > logits[best]) {
                    best = i;
                }
            }
            return best;
        };
    }

    /**
     * A token drawn by its chance.
     *
     * @param temperature above 0; 1 leaves the model's chances as they are
     * @param random one for each sequence, so that threads do not change what is drawn
     */
    static TokenChoice drawn(double temperature, RandomGenerator random) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("a temperature is above 0, not " + temperature);
        }
        return (logits, tokens, length) -> {
            float greatest = Float.NEGATIVE_INFINITY;
            for (float logit : logits) {
                greatest = Math.max(greatest, logit);
            }
            float scale = (float) (1 / temperature);
            float sum = 0;
            for (int i = 0; i < logits.length; i++) {
                float below = (logits[i] - greatest) * scale;
                // Further down nothing is ever drawn, and a float would not add it to the sum.
                logits[i] = below < -50 ? 0 : FastExponential.of(below);
                sum += logits[i];
            }
            float rest = random.nextFloat() * sum;
            int last = 0;
            for (int i = 0; i < logits.length; i++) {
                if (logits[i] > 0) {
                    last = i;
                    rest -= logits[i];
                    if (rest < 0) {
                        break;
                    }
                }
            }
            return last;
        };
    }
}
