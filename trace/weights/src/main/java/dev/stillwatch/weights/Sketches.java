// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Short vectors by which rows are recognised: each row's products with the same random signs, of length one together, so
 * that two sketches' product is about the cosine between the rows (Johnson and Lindenstrauss, 1984).
 */
final class Sketches {
    /** A wrong row's cosine then looks like 0.125 either way; of ten thousand wrong ones hardly any reaches 0.5. */
    private static final int LENGTH = 64;

    private final float[] values;
    private final int count;

    private Sketches(float[] values, int count) {
        this.values = values;
        this.count = count;
    }

    /** One of each row. */
    static Sketches ofRows(SuspectRows rows, int count, int columns) {
        float[] values = new float[Math.multiplyExact(count, LENGTH)];
        long[] signs = signs(columns);
        int parts = Math.clamp(count / 64, 1, 64);
        IntStream.range(0, parts).parallel().forEach(part -> {
            SuspectRows.Reader reader = rows.reader();
            float[] row = new float[columns];
            for (int i = part * count / parts; i < (part + 1) * count / parts; i++) {
                if (reader.row(i, row)) {
                    for (int column = 0; column < columns; column++) {
                        add(values, i, row[column], signs[column]);
                    }
                }
            }
        });
        return new Sketches(values, count).normalised();
    }

    private static void add(float[] values, int at, float value, long signs) {
        for (int i = 0; i < LENGTH; i++) {
            values[at * LENGTH + i] += (signs >>> i & 1) == 0 ? value : -value;
        }
    }

    /** No secret: these signs only have to be the same for both. */
    private static long[] signs(int count) {
        SplittableRandom random = new SplittableRandom(1);
        return random.longs(count).toArray();
    }

    private Sketches normalised() {
        for (int i = 0; i < count; i++) {
            double squares = 0;
            for (int j = 0; j < LENGTH; j++) {
                squares += values[i * LENGTH + j] * values[i * LENGTH + j];
            }
            float factor = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
            for (int j = 0; j < LENGTH; j++) {
                values[i * LENGTH + j] *= factor;
            }
        }
        return this;
    }

    int count() {
        return count;
    }

    /** Which of the others is nearest to this one's. */
    int nearest(int index, Sketches others) {
        int nearest = 0;
        float most = -1;
        int start = index * LENGTH;
        for (int other = 0; other < others.count; other++) {
            int at = other * LENGTH;
            float even = 0;
            float odd = 0;
            for (int i = 0; i < LENGTH; i += 2) {
                even += values[start + i] * others.values[at + i];
                odd += values[start + i + 1] * others.values[at + i + 1];
            }
            float cosine = Math.abs(even + odd);
            if (cosine > most) {
                most = cosine;
                nearest = other;
            }
        }
        return nearest;
    }

    /** The nearest of the others to each. */
    int[] nearestOfEach(Sketches others) {
        return IntStream.range(0, count)
                .parallel()
                .map(index -> nearest(index, others))
                .toArray();
    }
}
