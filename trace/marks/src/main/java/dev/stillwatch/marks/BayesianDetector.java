// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;

/**
 * The published Bayesian detector of SynthID-Text, with parameters that were trained elsewhere: how likely is it that a
 * text is marked, given the bits of its tokens?
 *
 * <p>It knows how much each layer is worth for one model and tells more from a short text than a mean does. What it gives
 * is an opinion and no test: it promises nothing about false positives, so a claim needs {@link KeyedScores} and their
 * law beside it. Only for tournaments with two leaves. Immutable and thread-safe.
 *
 * @see <a href="https://www.nature.com/articles/s41586-024-08025-4">SynthID-Text, Nature 634 (2024), Supplement</a>
 */
public final class BayesianDetector {
    private static final double LEAST_PRIOR = 1e-5;

    private final double prior;
    private final double[] beta;
    private final double[][] delta;

    /**
     * A detector with trained parameters.
     *
     * @param prior the share of marked texts, 0 to 1; held 1e-5 away from both
     * @param beta one number for each layer
     * @param delta a row for each layer, in it a number for each layer before it; what stands from the diagonal on does
     *     not count
     * @throws IllegalArgumentException if sizes do not fit, or a number is not finite
     */
    public BayesianDetector(double prior, double[] beta, double[][] delta) {
        Parameter.fraction("prior", prior);
        if (beta.length < 1 || beta.length > 64 || delta.length != beta.length) {
            throw new IllegalArgumentException("beta and delta have one entry for each of 1 to 64 layers");
        }
        this.prior = Math.clamp(prior, LEAST_PRIOR, 1 - LEAST_PRIOR);
        this.beta = beta.clone();
        this.delta = new double[delta.length][];
        for (int layer = 0; layer < delta.length; layer++) {
            if (delta[layer].length < layer) {
                throw new IllegalArgumentException("row " + layer + " of delta has fewer than " + layer + " entries");
            }
            this.delta[layer] = Arrays.copyOf(delta[layer], layer);
        }
        boolean finite = Arrays.stream(this.beta).allMatch(Double::isFinite)
                && Arrays.stream(this.delta).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
        if (!finite) {
            throw new IllegalArgumentException("beta and delta are finite numbers");
        }
    }

    /**
     * The natural logarithm of the odds that a text is marked.
     *
     * @param scores the mark's scores, with as many layers as this detector
     * @param positions the tokens that count: not those whose context was repeated, nor what follows an end
     */
    public double logOdds(LayeredScores scores, int[] tokens, int[] positions) {
        if (scores.layers() != beta.length) {
            throw new IllegalArgumentException(
                    "a detector of " + beta.length + " layers does not fit a mark of " + scores.layers());
        }
        double odds = Math.log(prior) - Math.log1p(-prior);
        for (int position : positions) {
            odds += ofBits(scores.layerBits(tokens, position));
        }
        return odds;
    }

    /** What the bits of one token add. */
    private double ofBits(long bits) {
        double sum = 0;
        for (int layer = 0; layer < beta.length; layer++) {
            double logit = beta[layer];
            for (int before = 0; before < layer; before++) {
                logit += delta[layer][before] * (bits >> before & 1);
            }
            // The chance that the candidates of this layer's match were not all one token.
            double matched = 1 / (1 + Math.exp(-logit));
            sum += Math.log1p((bits >> layer & 1) == 1 ? matched / 2 : -matched / 2);
        }
        return sum;
    }

    /** {@link #logOdds} as a probability. */
    public double posterior(LayeredScores scores, int[] tokens, int[] positions) {
        return 1 / (1 + Math.exp(-logOdds(scores, tokens, positions)));
    }
}
