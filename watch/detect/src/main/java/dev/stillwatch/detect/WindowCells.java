// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.List;

/** A division of the space of prompts into cells, and the share of benign prompts in each. Immutable after fitting. */
final class WindowCells {
    private static final int D = PromptEmbedding.DIMENSIONS;
    private static final int ROUNDS = 5;
    private static final int LEARNED_FROM = 2_000;

    // By dimension, then cell: the inner loop then has no dependence from one cell to the next.
    private final float[][] centres;
    private final float[] halfSquares;
    private final double[] shares;

    /** Divides by where benign prompts, in no meaningful order, are (k-means on the first of them). */
    WindowCells(List<float[]> benign, int cells) {
        List<float[]> middles =
                new Clustering(cells, ROUNDS).centres(benign.subList(0, Math.min(benign.size(), LEARNED_FROM)));
        centres = new float[D][cells];
        halfSquares = new float[cells];
        Arrays.fill(halfSquares, Float.POSITIVE_INFINITY);
        shares = new double[cells];
        for (int c = 0; c < middles.size(); c++) {
            float[] middle = middles.get(c);
            halfSquares[c] = 0;
            for (int d = 0; d < D; d++) {
                centres[d][c] = middle[d];
                halfSquares[c] += middle[d] * middle[d] / 2;
            }
        }
        int[] counts = new int[cells];
        float[] room = new float[cells];
        benign.forEach(embedding -> counts[nearest(embedding, room)]++);
        for (int c = 0; c < cells; c++) {
            // Half a prompt more in each, so that no cell is thought impossible.
            shares[c] = (counts[c] + 0.5) / (benign.size() + 0.5 * cells);
        }
    }

    /** How many cells there are. */
    int size() {
        return shares.length;
    }

    /**
     * The cell with the nearest centre.
     *
     * @param room overwritten; at least {@link #size} long
     */
    int nearest(float[] embedding, float[] room) {
        int cells = shares.length;
        System.arraycopy(halfSquares, 0, room, 0, cells);
        for (int d = 0; d < D; d++) {
            float[] row = centres[d];
            float x = embedding[d];
            for (int c = 0; c < cells; c++) {
                room[c] -= x * row[c];
            }
        }
        int best = 0;
        for (int c = 1; c < cells; c++) {
            if (room[c] < room[best]) {
                best = c;
            }
        }
        return best;
    }

    /** How unlike benign shares the shares of a window are: Pearson's statistic, by one prompt of the window. */
    double crowding(int[] counts, int prompts) {
        double sum = 0;
        for (int c = 0; c < shares.length; c++) {
            double difference = counts[c] / (double) prompts - shares[c];
            // As if one prompt more were expected: one prompt in a nearly empty cell is no surprise.
            sum += difference * difference / (shares[c] + 1.0 / prompts);
        }
        return sum;
    }
}
