// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * Features of an embedding whose inner product approximates a similarity of many scales: a mean of Gaussian kernels of
 * {@value #SCALES} widths.
 *
 * <p>Cosine and sine of random projections (Rahimi and Recht, NIPS 2007). The widths are half, one, two and four times
 * the usual distance of two prompts, as in arXiv 2606.05725. The frequencies are drawn from hashes and so the same
 * everywhere; sums and a polynomial in place of {@link Math#sin} keep every bit the same on every machine. About
 * {@value #FREQUENCIES} times {@value PromptEmbedding#DIMENSIONS} multiplications. Stateless and thread-safe.
 */
final class FourierFeatures {
    static final int FREQUENCIES = 128;
    /** A cosine for each frequency, then a sine for each. */
    static final int SIZE = 2 * FREQUENCIES;

    private static final int SCALES = 4;
    /** The median distance of two prompts of public data sets, at unit length. */
    private static final double USUAL_DISTANCE = 1.3;

    private static final float ROUNDS = 1.5f * (1 << 23);

    // By dimension, then frequency: the inner loop then has no dependence from one frequency to the next.
    private static final float[][] TURNS = turns();

    private FourierFeatures() {}

    /**
     * The features of an embedding, each within -1 and 1.
     *
     * @param into overwritten; of length {@link #SIZE}
     */
    static void of(float[] embedding, float[] into) {
        for (int k = 0; k < FREQUENCIES; k++) {
            into[k] = 0;
        }
        for (int i = 0; i < PromptEmbedding.DIMENSIONS; i++) {
            float[] turns = TURNS[i];
            float x = embedding[i];
            for (int k = 0; k < FREQUENCIES; k++) {
                into[k] += x * turns[k];
            }
        }
        for (int k = 0; k < FREQUENCIES; k++) {
            into[FREQUENCIES + k] = cosine(into[k] - 0.25f);
        }
        for (int k = 0; k < FREQUENCIES; k++) {
            into[k] = cosine(into[k]);
        }
    }

    /** The cosine of an angle in turns, of magnitude below 2 million, to about 4e-6. */
    static float cosine(float turns) {
        // Adding and taking away a large number rounds to a whole one.
        float rest = Math.abs(turns - ((turns + ROUNDS) - ROUNDS));
        float x = (0.25f - rest) * (float) (2 * Math.PI);
        float square = x * x;
        return x * (1 + square * (-1 / 6f + square * (1 / 120f + square * (-1 / 5040f + square * (1 / 362880f)))));
    }

    private static float[][] turns() {
        float[][] turns = new float[PromptEmbedding.DIMENSIONS][FREQUENCIES];
        for (int i = 0; i < turns.length; i++) {
            for (int k = 0; k < FREQUENCIES; k++) {
                double width = USUAL_DISTANCE * (1 << k % SCALES) / 2;
                turns[i][k] = (float) (normal(i * FREQUENCIES + k) / (width * 2 * Math.PI));
            }
        }
        return turns;
    }

    /** A standard normal number drawn by its index (Box and Muller). */
    private static double normal(int index) {
        double radius = (Hashing.mix(2L * index + 0xF0F1L) >>> 11) + 1;
        double angle = Hashing.mix(2L * index + 0xF0F2L) >>> 11;
        return StrictMath.sqrt(-2 * StrictMath.log(radius * 0x1p-53)) * StrictMath.cos(2 * Math.PI * angle * 0x1p-53);
    }
}
