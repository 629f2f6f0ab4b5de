// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import org.jspecify.annotations.Nullable;

/**
 * Prompts as unit vectors, with their cosines, which are computed when first asked for. A window is an array of indexes
 * into them. Not thread-safe.
 */
final class Items {
    private final float[][] vectors;

    @Nullable
    private Products cosines;

    Items(float[][] vectors) {
        this.vectors = vectors;
    }

    int size() {
        return vectors.length;
    }

    float[] vector(int item) {
        return vectors[item];
    }

    /** The vectors of some of them, in that order. */
    float[][] vectors(int[] which) {
        float[][] some = new float[which.length][];
        for (int i = 0; i < some.length; i++) {
            some[i] = vectors[which[i]];
        }
        return some;
    }

    /** Cosine of every item with every item; 4 bytes a pair. */
    Products cosines() {
        Products known = cosines;
        if (known == null) {
            known = Products.within(vectors);
            cosines = known;
        }
        return known;
    }

    /** All of them as one window. */
    int[] all() {
        int[] window = new int[vectors.length];
        for (int i = 0; i < window.length; i++) {
            window[i] = i;
        }
        return window;
    }
}
