// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.Optional;

/**
 * One sequence to train on.
 *
 * @param tokens token ids, prompt first
 * @param promptLength how many of them are given and not trained; at least 1, since nothing predicts the first
 * @param alternatives for each trained token, what a teacher thought of it; empty as a whole where a teacher did not
 *     say, and empty at a position trained on the token alone
 */
public record Example(List<Integer> tokens, int promptLength, List<Optional<Alternatives>> alternatives) {

    public Example {
        tokens = List.copyOf(tokens);
        alternatives = List.copyOf(alternatives);
        if (promptLength < 1 || promptLength >= tokens.size()) {
            throw new IllegalArgumentException(promptLength + " tokens of prompt among " + tokens.size());
        }
        if (!alternatives.isEmpty() && alternatives.size() != tokens.size() - promptLength) {
            throw new IllegalArgumentException(alternatives.size() + " lists of alternatives for "
                    + (tokens.size() - promptLength) + " trained tokens");
        }
    }

    /** An example to train on its tokens alone. */
    public static Example of(List<Integer> tokens, int promptLength) {
        return new Example(tokens, promptLength, List.of());
    }

    /**
     * The likeliest tokens at one position, by a teacher.
     *
     * @param tokens distinct token ids, at least one
     * @param logProbabilities natural logarithms of their chances, one each
     */
    public record Alternatives(List<Integer> tokens, List<Double> logProbabilities) {
        public Alternatives {
            tokens = List.copyOf(tokens);
            logProbabilities = List.copyOf(logProbabilities);
            if (tokens.isEmpty() || tokens.size() != logProbabilities.size()) {
                throw new IllegalArgumentException(
                        tokens.size() + " tokens with " + logProbabilities.size() + " log-probabilities");
            }
        }
    }
}
