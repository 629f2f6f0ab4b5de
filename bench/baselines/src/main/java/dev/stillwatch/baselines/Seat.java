// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;
import java.util.Random;

/**
 * SEAT (Zhang et al., AISec 2021): an account that extracts a model sends many similar queries.
 *
 * <p>Score: the share of a window's pairs that are similar, that is, whose cosine is at or above the 99th percentile of
 * {@value #PAIRS} pairs of ordinary prompts. Adapted as in arXiv 2606.05725: a sentence embedding instead of a similarity
 * encoder trained on adversarial examples. O(n²).
 */
final class Seat implements WindowMethod {
    private static final int PAIRS = 200_000;
    private static final double PERCENTILE = 0.99;

    private final float similar;

    /** A detector whose pairs are similar at or above this cosine. */
    Seat(float similar) {
        this.similar = similar;
    }

    /** Learns from ordinary prompts what similar means. */
    static Seat fit(Items items, int[] pool, Random random) {
        float[] cosines = new float[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            int a = random.nextInt(pool.length);
            int b = random.nextInt(pool.length - 1);
            cosines[pair] = Products.of(items.vector(pool[a]), items.vector(pool[b >= a ? b + 1 : b]));
        }
        Arrays.sort(cosines);
        return new Seat(cosines[(int) (PERCENTILE * (PAIRS - 1))]);
    }

    @Override
    public String name() {
        return "SEAT";
    }

    @Override
    public Scorer over(Items items) {
        return window -> {
            long pairs = 0;
            for (int a = 0; a < window.length; a++) {
                float[] row = items.cosines().rows()[window[a]];
                for (int b = 0; b < a; b++) {
                    if (row[window[b]] >= similar) {
                        pairs++;
                    }
                }
            }
            return pairs / (0.5 * window.length * (window.length - 1));
        };
    }
}
