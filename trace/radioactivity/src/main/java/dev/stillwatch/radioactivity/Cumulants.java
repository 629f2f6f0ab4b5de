// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import dev.stillwatch.marks.ScoreLaw;
import dev.stillwatch.marks.ScoreLaw.Bits;
import dev.stillwatch.marks.ScoreLaw.Exponential;
import dev.stillwatch.marks.ScoreLaw.Green;
import dev.stillwatch.marks.ScoreLaw.MixedExponential;
import dev.stillwatch.marks.ScoreLaw.WeightedBits;

/**
 * The logarithm of the mean of {@code exp(t (score - mean))} under a law, with its first two derivatives in {@code t}.
 * Immutable.
 */
sealed interface Cumulants {
    /** Adds value and derivatives at {@code weight * tilt}, as functions of the tilt, to {@code sums}. */
    void add(double weight, double tilt, double[] sums);

    /** The tilts for which {@code tilt * weight} must stay below this for the mean to exist. */
    double limit();

    static Cumulants of(ScoreLaw law) {
        return switch (law) {
            case Green green -> new OfBits(green.share(), 1);
            case Exponential _ -> new OfExponentials(1);
            case MixedExponential mixed -> new OfExponentials(1 - mixed.share(), mixed.share());
            case Bits bits -> new OfEqualBits(bits.layers(), bits.share());
            case WeightedBits bits -> {
                double[] weights = new double[bits.layers()];
                for (int layer = 0; layer < weights.length; layer++) {
                    weights[layer] = bits.weight(layer);
                }
                yield new OfBits(bits.share(), weights);
            }
        };
    }

    /** {@code -t - ln(1 - t)} for each part, where every {@code t < 1}. */
    final class OfExponentials implements Cumulants {
        private final double[] parts;

        OfExponentials(double... parts) {
            this.parts = parts;
        }

        @Override
        public void add(double weight, double tilt, double[] sums) {
            for (double part : parts) {
                double own = weight * part;
                double t = own * tilt;
                double rest = 1 - t;
                sums[0] += -t - Math.log1p(-t);
                sums[1] += own * t / rest;
                sums[2] += own * own / (rest * rest);
            }
        }

        @Override
        public double limit() {
            double largest = 0;
            for (double part : parts) {
                largest = Math.max(largest, part);
            }
            return 1 / largest;
        }
    }

    /** {@code n (ln(1 - share + share e^t) - share t)}. */
    record OfEqualBits(int bits, double share) implements Cumulants {
        @Override
        public void add(double weight, double tilt, double[] sums) {
            addBit(weight, tilt, bits, share, sums);
        }

        @Override
        public double limit() {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** The sum over bits of different weight. */
    final class OfBits implements Cumulants {
        private final double share;
        private final double[] weights;

        OfBits(double share, double... weights) {
            this.share = share;
            this.weights = weights;
        }

        @Override
        public void add(double weight, double tilt, double[] sums) {
            for (double bit : weights) {
                addBit(weight * bit, tilt, 1, share, sums);
            }
        }

        @Override
        public double limit() {
            return Double.POSITIVE_INFINITY;
        }
    }

    private static void addBit(double weight, double tilt, double times, double share, double[] sums) {
        double t = weight * tilt;
        // The chance of a one once it is favoured by e^t; written so that neither sign of t overflows.
        double tilted = share / (share + (1 - share) * Math.exp(-t));
        double ln = t <= 0 ? Math.log1p(share * Math.expm1(t)) : t + Math.log1p((1 - share) * Math.expm1(-t));
        sums[0] += times * (ln - share * t);
        sums[1] += times * weight * (tilted - share);
        sums[2] += times * weight * weight * tilted * (1 - tilted);
    }
}
