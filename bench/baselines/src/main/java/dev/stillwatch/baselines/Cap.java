// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * CAP, coverage-aware perturbation: an attacker's queries cover more of the embedding space.
 *
 * <p>Score: the cost that the defence would charge, made of the share of {@value #BUCKETS} locality-sensitive buckets
 * that the window reaches, the share of its queries that reach a new one, and their spread around their mean. Constants
 * are those of the public code of arXiv 2606.05725; only its detecting part is here, not the noise it adds to answers.
 * O(n).
 */
final class Cap implements WindowMethod {
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;
    private static final double BASE = 0.0005;
    private static final double ALPHA = 8;
    private static final double BETA = 0.19;
    private static final double COVERAGE = 0.05;
    private static final double NOVELTY = 0.35;
    private static final double SPREAD = 0.45;

    private final float[][] planes;

    /** A detector with random planes through the origin. */
    Cap(int dimensions, Random random) {
        planes = new float[BITS][dimensions];
        for (float[] plane : planes) {
            for (int d = 0; d < dimensions; d++) {
                plane[d] = (float) random.nextGaussian();
            }
        }
    }

    @Override
    public String name() {
        return "CAP";
    }

    @Override
    public Scorer over(Items items) {
        int[] buckets = new int[items.size()];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = bucket(items.vector(i));
        }
        return window -> {
            Set<Integer> seen = HashSet.newHashSet(window.length);
            for (int item : window) {
                seen.add(buckets[item]);
            }
            double coverage = (double) seen.size() / BUCKETS;
            double novelty = (double) seen.size() / window.length;
            return cost(coverage, novelty, spread(items, window));
        };
    }

    static double cost(double coverage, double novelty, double spread) {
        return BASE
                + COVERAGE * Math.expm1(coverage / BETA * Math.log(ALPHA / BASE))
                + ALPHA * NOVELTY * novelty
                + ALPHA * SPREAD * Math.min(1, spread);
    }

    int bucket(float[] vector) {
        int bucket = 0;
        for (int bit = 0; bit < BITS; bit++) {
            bucket |= Products.of(planes[bit], vector) >= 0 ? 1 << bit : 0;
        }
        return bucket;
    }

    /** Root of the mean squared distance to the mean; the vectors have length 1. */
    private static double spread(Items items, int[] window) {
        double[] sums = new double[items.vector(window[0]).length];
        for (int item : window) {
            float[] vector = items.vector(item);
            for (int d = 0; d < sums.length; d++) {
                sums[d] += vector[d];
            }
        }
        double mean = 0;
        for (double sum : sums) {
            mean += sum * sum / window.length / window.length;
        }
        return Math.sqrt(Math.max(0, 1 - mean));
    }
}
