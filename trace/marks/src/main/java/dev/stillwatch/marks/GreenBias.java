// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Raises the logits of green tokens. */
record GreenBias(double bias, Lists lists) implements TokenChoice {

    /** The tokens that are green at a position. */
    interface Lists {
        BitSet green(int[] tokens, int position);
    }

    @Override
    public int choose(Candidates candidates, int[] tokens, int position, RandomGenerator random) {
        BitSet green = lists.green(tokens, position);
        double[] logits = new double[candidates.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = candidates.logit(i) + (green.get(candidates.id(i)) ? bias : 0);
        }
        return Candidates.drawn(Candidates.softmax(logits), random);
    }
}
