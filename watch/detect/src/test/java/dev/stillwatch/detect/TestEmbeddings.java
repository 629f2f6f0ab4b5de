// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Embeddings drawn at random: unit vectors with less spread from one dimension to the next, as real ones have. */
final class TestEmbeddings {
    private TestEmbeddings() {}

    /** So many embeddings, moved by {@code shift} standard deviations along one direction before they are scaled. */
    static List<float[]> of(Random random, int count, double shift) {
        List<float[]> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(one(random, shift));
        }
        return all;
    }

    private static float[] one(Random random, double shift) {
        float[] x = new float[PromptEmbedding.DIMENSIONS];
        double squares = 0;
        for (int d = 0; d < x.length; d++) {
            double moved = random.nextGaussian() + (d % 8 == 3 ? shift / Math.sqrt(8) : 0);
            x[d] = (float) (moved / Math.sqrt(1 + d));
            squares += x[d] * x[d];
        }
        for (int d = 0; d < x.length; d++) {
            x[d] /= (float) Math.sqrt(squares);
        }
        return x;
    }
}
