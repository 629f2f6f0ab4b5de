// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import dev.stillwatch.detect.WordVectors;

/** Rounds word vectors to the signed bytes they ship as. */
final class Quantised {
    private static final int LARGEST = 127;

    private Quantised() {}

    /**
     * Vectors of which the largest number becomes {@value #LARGEST} steps.
     *
     * @param words hashes, strictly ascending, in the order of {@code vectors}
     */
    static WordVectors of(String source, float unlisted, int[] words, double[][] vectors) {
        float[] scales = new float[words.length];
        byte[] steps = new byte[words.length * WordVectors.DIMENSIONS];
        for (int w = 0; w < words.length; w++) {
            double largest = 1e-9;
            for (double x : vectors[w]) {
                largest = Math.max(largest, Math.abs(x));
            }
            scales[w] = (float) (largest / LARGEST);
            for (int d = 0; d < WordVectors.DIMENSIONS; d++) {
                steps[w * WordVectors.DIMENSIONS + d] = (byte) Math.round(vectors[w][d] / largest * LARGEST);
            }
        }
        return new WordVectors(source, unlisted, words, scales, steps);
    }
}
