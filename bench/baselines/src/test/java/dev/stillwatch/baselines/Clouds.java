// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Random;

/** Made-up prompts: unit vectors around a direction. */
final class Clouds {
    static final int DIMENSIONS = 16;

    private Clouds() {}

    /** Vectors scattered around axis {@code axis}; the larger the spread, the less they share it. */
    static float[][] around(int axis, double spread, int count, Random random) {
        float[][] vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            float[] vector = new float[DIMENSIONS];
            for (int d = 0; d < DIMENSIONS; d++) {
                vector[d] = (float) (spread * random.nextGaussian()) + (d == axis ? 1 : 0);
            }
            vectors[i] = PromptEncoder.unit(vector);
        }
        return vectors;
    }
}
