// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.random.RandomGenerator;

/** The Gumbel-max rule: takes the candidate whose keyed draw, weighed by its probability, is largest. */
record LargestDraw(KeyedUniform draws) implements TokenChoice {

    @Override
    public int choose(Candidates candidates, int[] tokens, int position, RandomGenerator random) {
        KeyedUniform.AfterContext after = draws.after(tokens, position);
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < candidates.size(); i++) {
            double value = candidates.logit(i) - Math.log(-Math.log(after.uniform(candidates.id(i))));
            if (value > most || (value == most && candidates.id(i) < candidates.id(best))) {
                most = value;
                best = i;
            }
        }
        return best;
    }
}
