// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Arrays;

/**
 * A sparse vector of style features: ids in ascending order and a weight for each.
 *
 * <p>Immutable, so thread-safe.
 */
public final class StyleVector {
    private final int[] ids;
    private final float[] weights;

    StyleVector(int[] ids, float[] weights) {
        this.ids = ids;
        this.weights = weights;
    }

    /** Number of features with a weight. */
    public int size() {
        return ids.length;
    }

    /** Id of a feature; at least 0, less than {@link StyleFeatures#DIMENSIONS}, ascending in {@code index}. */
    public int id(int index) {
        return ids[index];
    }

    /** Weight of a feature; the squares of all add up to 1, unless the text was empty. */
    public float weight(int index) {
        return weights[index];
    }

    /** The inner product, from 0 to 1: 1 for texts with the same features. */
    public double dot(StyleVector other) {
        double sum = 0;
        int j = 0;
        for (int i = 0; i < ids.length; i++) {
            while (j < other.ids.length && other.ids[j] < ids[i]) {
                j++;
            }
            if (j < other.ids.length && other.ids[j] == ids[i]) {
                sum += weights[i] * other.weights[j];
            }
        }
        return sum;
    }

    /** Adds {@code factor} times this vector to {@code sum}, which has {@link StyleFeatures#DIMENSIONS} entries. */
    public void addTo(double[] sum, double factor) {
        for (int i = 0; i < ids.length; i++) {
            sum[ids[i]] += factor * weights[i];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StyleVector that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids) * 31 + Arrays.hashCode(weights);
    }
}
