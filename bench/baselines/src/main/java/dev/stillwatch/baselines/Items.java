// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prompts as unit vectors, with their cosines, which are computed when first asked for. A window is an array of indexes
 * into them. Not thread-safe.
 */
final class Items {
    private final float[][] vectors;
    private final Supplier<Products> source;

    @Nullable
    private Products cosines;

    Items(float[][] vectors) {
        this(vectors, () -> Products.within(vectors));
    }

    private Items(float[][] vectors, Supplier<Products> source) {
        this.vectors = vectors;
        this.source = source;
    }

    /** These items followed by others; of the cosines, those among these items are computed once for all that follow. */
    Items followedBy(float[][] others) {
        float[][] all = Arrays.copyOf(vectors, vectors.length + others.length);
        System.arraycopy(others, 0, all, vectors.length, others.length);
        return new Items(all, () -> {
            float[][] right = Products.between(vectors, others).rows();
            float[][] rows = Arrays.copyOf(cosines().rows(), all.length);
            System.arraycopy(Products.between(others, all).rows(), 0, rows, vectors.length, others.length);
            for (int i = 0; i < vectors.length; i++) {
                rows[i] = Arrays.copyOf(rows[i], all.length);
                System.arraycopy(right[i], 0, rows[i], vectors.length, others.length);
            }
            return new Products(rows);
        });
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
            known = source.get();
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
