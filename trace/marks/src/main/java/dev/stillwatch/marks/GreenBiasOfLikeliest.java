// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.random.RandomGenerator;

/** Raises the logits of those among the likeliest candidates that are green by themselves ({@code selfhash}). */
record GreenBiasOfLikeliest(double bias, KeyedScores scores) implements TokenChoice {
    private static final int LIKELIEST = 40;

    @Override
    public int choose(Candidates candidates, int[] tokens, int position, RandomGenerator random) {
        double[] logits = new double[candidates.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = candidates.logit(i);
        }
        for (int index : candidates.byLogit(LIKELIEST)) {
            tokens[position] = candidates.id(index);
            logits[index] += bias * scores.score(tokens, position);
        }
        return Candidates.drawn(Candidates.softmax(logits), random);
    }
}
