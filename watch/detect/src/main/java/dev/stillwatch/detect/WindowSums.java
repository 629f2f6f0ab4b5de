// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.HashSet;
import java.util.Set;

/**
 * What a window test keeps of the prompts of a window: sums, and a hash of each prompt.
 *
 * <p>A prompt that was added before is not added again: repeats are no further evidence, and counting them would make
 * ordinary retries look like a shift. Adding takes some microseconds. Not thread-safe.
 */
final class WindowSums {
    private final WindowReference reference;
    private final double[] embeddings = new double[PromptEmbedding.DIMENSIONS];
    private final double[] features = new double[FourierFeatures.SIZE];
    private final int[][] cells;
    private final float[] room = new float[FourierFeatures.SIZE];
    private final Set<Long> seen = new HashSet<>();
    private double far;

    WindowSums(WindowReference reference) {
        this.reference = reference;
        cells = reference.cells().stream().map(c -> new int[c.size()]).toArray(int[][]::new);
    }

    void add(float[] embedding) {
        long identity = identity(embedding);
        if (identity == 0 || !seen.add(identity)) {
            return;
        }
        for (int d = 0; d < embeddings.length; d++) {
            embeddings[d] += embedding[d];
        }
        far += reference.far(embedding);
        FourierFeatures.of(embedding, room);
        for (int k = 0; k < features.length; k++) {
            features[k] += room[k];
        }
        for (int k = 0; k < cells.length; k++) {
            cells[k][reference.cells().get(k).nearest(embedding, room)]++;
        }
    }

    /** A hash of an embedding; 0 for one of all zeros. */
    static long identity(float[] embedding) {
        long hash = 0;
        boolean zero = true;
        for (float x : embedding) {
            zero &= x == 0;
            hash = (hash ^ Float.floatToIntBits(x)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return zero ? 0 : hash;
    }

    /** How many different prompts there are. */
    int count() {
        return seen.size();
    }

    double[] embeddings() {
        return embeddings;
    }

    double[] features() {
        return features;
    }

    double far() {
        return far;
    }

    /** Prompts in each cell of a division. */
    int[] inCells(int division) {
        return cells[division];
    }
}
