// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.random.RandomGenerator;

/**
 * SynthID-Text's tournament in closed form: each layer moves probability to the candidates that its coin favours.
 *
 * @param leaves candidates in each match; with 2, probabilities stay what they are on average over keys
 * @see <a href="https://www.nature.com/articles/s41586-024-08025-4">SynthID-Text, Nature 634 (2024)</a>
 */
record TournamentChoice(LayeredScores scores, int leaves) implements TokenChoice {

    @Override
    public int choose(Candidates candidates, int[] tokens, int position, RandomGenerator random) {
        double[] probabilities = candidates.probabilities();
        long[] bits = new long[candidates.size()];
        for (int i = 0; i < bits.length; i++) {
            tokens[position] = candidates.id(i);
            bits[i] = scores.layerBits(tokens, position);
        }
        play(probabilities, bits, scores.layers(), leaves);
        return Candidates.drawn(probabilities, random);
    }

    /** Changes probabilities, which add up to 1, as all layers do. */
    static void play(double[] probabilities, long[] bits, int layers, int leaves) {
        for (int layer = 0; layer < layers; layer++) {
            double favoured = 0;
            for (int i = 0; i < bits.length; i++) {
                favoured += (bits[i] >> layer & 1) * probabilities[i];
            }
            double other = Math.pow(1 - favoured, leaves - 1);
            // The limit where no candidate is favoured; it then multiplies nothing.
            double won = favoured > 0 ? (1 - other * (1 - favoured)) / favoured : leaves;
            for (int i = 0; i < bits.length; i++) {
                probabilities[i] *= (bits[i] >> layer & 1) == 1 ? won : other;
            }
        }
    }
}
