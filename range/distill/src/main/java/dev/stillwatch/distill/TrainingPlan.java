// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/**
 * How a model is trained.
 *
 * @param steps updates of the weights
 * @param batch examples in one update
 * @param peakRate the highest learning rate, reached after the warm-up; it then falls along a cosine to a tenth
 * @param warmup share of the steps in which the rate rises, from 0 to below 1
 * @param weightDecay of AdamW, on matrices only
 * @param clip the longest gradient, as a Euclidean norm
 * @param softWeight how much a teacher's alternatives count beside the tokens, from 0 to 1; only where there are some
 * @param seed of the order of the examples
 */
public record TrainingPlan(
        int steps,
        int batch,
        double peakRate,
        double warmup,
        double weightDecay,
        double clip,
        double softWeight,
        long seed) {

    public TrainingPlan {
        if (steps < 1 || batch < 1) {
            throw new IllegalArgumentException(steps + " steps of " + batch + " examples");
        }
        if (!(peakRate > 0) || !(warmup >= 0 && warmup < 1) || !(weightDecay >= 0) || !(clip > 0)) {
            throw new IllegalArgumentException("rate and clip are above 0, warm-up below 1, decay not negative");
        }
        if (!(softWeight >= 0 && softWeight <= 1)) {
            throw new IllegalArgumentException("the weight of alternatives is from 0 to 1, not " + softWeight);
        }
    }

    /** A plan with settings that suit models of 0.1 to 5 million parameters. */
    public static TrainingPlan of(int steps, int batch, long seed) {
        return new TrainingPlan(steps, batch, 2e-3, 0.05, 0.01, 1, 0.5, seed);
    }
}
