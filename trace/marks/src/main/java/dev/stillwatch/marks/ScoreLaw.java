// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** How the score of one token is distributed when the text was written without the key. */
public sealed interface ScoreLaw {

    /** The mean of one score. */
    double mean();

    /** The variance of one score. */
    double variance();

    /**
     * Green or not: 1 with a fixed chance, otherwise 0 (KGW, Unigram).
     *
     * @param share the chance of 1, above 0 and below 1: green tokens by all tokens
     */
    record Green(double share) implements ScoreLaw {
        @Override
        public double mean() {
            return share;
        }

        @Override
        public double variance() {
            return share * (1 - share);
        }
    }

    /** Exponential with mean 1 (Gumbel-max schemes: minus the logarithm of a uniform number). */
    record Exponential() implements ScoreLaw {
        @Override
        public double mean() {
            return 1;
        }

        @Override
        public double variance() {
            return 1;
        }
    }

    /**
     * A mixture of two independent exponentials with mean 1: {@code (1 - share) A + share B} (vLLM's dual key).
     *
     * @param share the second one's weight, 0 to 1
     */
    record MixedExponential(double share) implements ScoreLaw {
        @Override
        public double mean() {
            return 1;
        }

        @Override
        public double variance() {
            return (1 - share) * (1 - share) + share * share;
        }
    }

    /**
     * The number of ones among independent bits (SynthID-Text, one bit a layer).
     *
     * @param layers bits a token, 1 to 64
     * @param share the chance of a one; 1/2 but for a table that is not quite even
     */
    record Bits(int layers, double share) implements ScoreLaw {
        @Override
        public double mean() {
            return layers * share;
        }

        @Override
        public double variance() {
            return layers * share * (1 - share);
        }
    }

    /**
     * The weighted number of ones among independent bits, weights falling evenly from the first layer to the last and
     * with mean 1 (SynthID-Text's weighted mean, times the layers).
     *
     * @param layers bits a token, 2 to 64
     * @param share the chance of a one
     * @param steepness the first layer's weight by the last's, above 1; 10 in the published detector
     */
    record WeightedBits(int layers, double share, double steepness) implements ScoreLaw {
        @Override
        public double mean() {
            return layers * share;
        }

        @Override
        public double variance() {
            double squares = 0;
            for (int layer = 0; layer < layers; layer++) {
                squares += weight(layer) * weight(layer);
            }
            return squares * share * (1 - share);
        }

        /**
         * What a one of a layer counts.
         *
         * @param layer from 0
         */
        public double weight(int layer) {
            double linear = steepness + (1 - steepness) * layer / (layers - 1);
            return linear / ((steepness + 1) / 2);
        }
    }
}
