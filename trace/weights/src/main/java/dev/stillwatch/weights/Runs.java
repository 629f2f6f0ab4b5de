// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

/** What is computed on a run of weights. */
final class Runs {
    private Runs() {}

    /** The root mean square; not finite if a weight is not. */
    static float size(float[] run) {
        float even = 0;
        float odd = 0;
        for (int i = 0; i < run.length; i += 2) {
            even += run[i] * run[i];
            odd += run[i + 1] * run[i + 1];
        }
        return (float) Math.sqrt((even + odd) / run.length);
    }
}
