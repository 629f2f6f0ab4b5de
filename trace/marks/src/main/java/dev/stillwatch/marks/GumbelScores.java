// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * Minus the logarithm of what the keyed draw leaves to 1: a sampler that takes the candidate with the largest draw
 * leaves large scores behind.
 */
record GumbelScores(int contextWidth, KeyedUniform draws) implements KeyedScores {

    @Override
    public ScoreLaw law() {
        return new ScoreLaw.Exponential();
    }

    @Override
    public double score(int[] tokens, int position) {
        return ofUniform(draws.uniform(tokens, position));
    }

    /** 1 - u is exact, because draws have 33 bits at most, so that nothing is lost by not using log1p. */
    static double ofUniform(double uniform) {
        return -Math.log(1 - uniform);
    }
}
