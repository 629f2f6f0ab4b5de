// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a row is recognised by when nobody knows where its columns went: its weights' sizes in order, the largest one by one
 * and the smaller ones as means of ever longer stretches.
 *
 * <p>Distances are about those between the sorted rows. There rounding to four bits weighs a tenth of what rows differ by.
 */
final class Signatures {
    private static final int SINGLE = 16;
    private static final double LONGER = 1.25;

    private Signatures() {}

    /**
     * Features of all rows, one array for each feature.
     *
     * @param balance undone first, so that factors of rows and columns do not matter; without it rows' sizes count as well,
     *     which tells rows of a model whose columns are not scaled apart far better
     */
    static float[][] of(SuspectRows source, int count, int width, Optional<Balance> balance) {
        return centred(sorted(source, count, width, balance));
    }

    /** Of some rows only. */
    static float[][] of(SuspectRows source, int count, int width, Balance balance, int[] which) {
        return centred(some(sorted(source, count, width, Optional.of(balance)), which));
    }

    private static float[][] sorted(SuspectRows source, int count, int width, Optional<Balance> balance) {
        int[] starts = starts(width);
        float[][] features = new float[starts.length - 1][count];
        double[] squares = new double[count];
        RowPasses.over(source, count, width, (_, row, values) -> {
            for (int i = 0; i < width; i++) {
                float factor = balance.isPresent()
                        ? balance.get().row(row) * balance.get().column(i)
                        : 1;
                values[i] = Math.abs(values[i]) * factor;
                squares[row] += values[i] * values[i];
            }
            Arrays.sort(values);
            for (int feature = 0; feature < features.length; feature++) {
                double sum = 0;
                for (int i = starts[feature]; i < starts[feature + 1]; i++) {
                    sum += values[width - 1 - i];
                }
                features[feature][row] = (float) (sum / Math.sqrt(starts[feature + 1] - starts[feature]));
            }
        });
        double size = Math.sqrt(Arrays.stream(squares).sum() / ((double) count * width));
        for (float[] feature : features) {
            for (int row = 0; row < count && balance.isEmpty() && size > 0; row++) {
                feature[row] /= (float) size;
            }
        }
        return features;
    }

    /** Of some rows. */
    static float[][] some(float[][] features, int[] which) {
        float[][] some = new float[features.length][which.length];
        for (int feature = 0; feature < features.length; feature++) {
            for (int i = 0; i < which.length; i++) {
                some[feature][i] = features[feature][which[i]];
            }
        }
        return some;
    }

    /** What all rows have in common, such as the mark of a coarse grid, tells none of them apart. */
    private static float[][] centred(float[][] features) {
        for (float[] feature : features) {
            double sum = 0;
            for (float value : feature) {
                sum += value;
            }
            for (int i = 0; i < feature.length; i++) {
                feature[i] -= (float) (sum / feature.length);
            }
        }
        return features;
    }

    private static int[] starts(int width) {
        int[] starts = new int[width + 1];
        int count = 0;
        double length = 1;
        for (int at = 0; at < width; at += (int) length) {
            starts[count++] = at;
            length = count < SINGLE ? 1 : Math.max((int) length + 1, length * LONGER);
        }
        starts[count++] = width;
        return Arrays.copyOf(starts, count);
    }
}
