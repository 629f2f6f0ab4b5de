// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * Minus the logarithm of what the keyed draw leaves to 1: a sampler that takes the candidate with the largest draw
 * leaves large scores behind.
 */
record GumbelScores(int contextWidth, KeyedUniform draws) implements KeyedScores {
    /** The smallest factor is 2^-33, the smallest normal number 2^-1022. */
    private static final int FACTORS = 24;

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

    /** Multiplies what draws leave to 1 before it takes a logarithm: one for as many factors as cannot underflow. */
    @Override
    public double total(int[] tokens, int[] positions) {
        double total = 0;
        double left = 1;
        for (int i = 0; i < positions.length; i++) {
            left *= 1 - draws.uniform(tokens, positions[i]);
            if (i % FACTORS == FACTORS - 1) {
                total -= Math.log(left);
                left = 1;
            }
        }
        return total - Math.log(left);
    }
}
