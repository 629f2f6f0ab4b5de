// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.List;

/** Turns prompts into vectors of unit length, so that an inner product is a cosine. */
interface PromptEncoder {

    /** What to call it in a table. */
    String name();

    /** One vector a prompt, in the same order. */
    float[][] encode(List<String> prompts);

    /** The same direction at length 1; a zero vector stays zero. */
    static float[] unit(float[] vector) {
        double squares = 0;
        for (float v : vector) {
            squares += v * v;
        }
        float factor = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] * factor;
        }
        return unit;
    }
}
