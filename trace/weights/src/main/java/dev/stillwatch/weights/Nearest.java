// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * For each of the original's rows, or columns, the one of the suspect's that is most like it.
 *
 * <p>Costs a multiplication for each pair and feature, about a tenth of a nanosecond. Immutable.
 */
final class Nearest {
    /** Compared with a tile of the others at once, so that these stay in a processor's cache. */
    private static final int AT_ONCE = 8;

    private static final int TILE = 1_024;

    private final int[] nearest;
    private final float[] best;
    private final float[] second;
    /** Which of the original's is nearest to each of the suspect's. */
    private final int[] back;

    private Nearest(int own, int other) {
        this.nearest = new int[own];
        this.best = new float[own];
        this.second = new float[own];
        this.back = new int[other];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        Arrays.fill(second, Float.NEGATIVE_INFINITY);
    }

    /** By correlation. Features are arrays over all items; they are changed. */
    static Nearest byCorrelation(float[][] own, float[][] other) {
        standardise(own);
        standardise(other);
        return of(own, other);
    }

    /** By distance; what it calls likeness is half the squared distance, negative. */
    static Nearest byDistance(float[][] own, float[][] other) {
        return of(withSquares(own, true), withSquares(other, false));
    }

    private static void standardise(float[][] features) {
        int items = features.length == 0 ? 0 : features[0].length;
        for (int item = 0; item < items; item++) {
            double sum = 0;
            double squares = 0;
            for (float[] feature : features) {
                sum += feature[item];
                squares += (double) feature[item] * feature[item];
            }
            double mean = sum / features.length;
            double spread = squares - mean * sum;
            double factor = spread > 1e-12 * squares ? 1 / Math.sqrt(spread) : 0;
            for (float[] feature : features) {
                feature[item] = (float) ((feature[item] - mean) * factor);
            }
        }
    }

    private static float[][] withSquares(float[][] features, boolean first) {
        int items = features[0].length;
        float[][] more = Arrays.copyOf(features, features.length + 2);
        float[] squares = new float[items];
        float[] ones = new float[items];
        Arrays.fill(ones, 1);
        for (float[] feature : features) {
            for (int item = 0; item < items; item++) {
                squares[item] -= feature[item] * feature[item] / 2;
            }
        }
        more[features.length] = first ? squares : ones;
        more[features.length + 1] = first ? ones : squares;
        return more;
    }

    private static Nearest of(float[][] own, float[][] other) {
        Nearest nearest = new Nearest(own[0].length, other[0].length);
        float[][] backs = new float[RowPasses.PARTS][other[0].length];
        int[][] from = new int[RowPasses.PARTS][other[0].length];
        IntStream.range(0, RowPasses.PARTS).parallel().forEach(part -> {
            Arrays.fill(backs[part], Float.NEGATIVE_INFINITY);
            int end = (int) ((part + 1L) * own[0].length / RowPasses.PARTS);
            float[] products = new float[TILE];
            for (int at = (int) ((long) part * own[0].length / RowPasses.PARTS); at < end; at += AT_ONCE) {
                for (int tile = 0; tile < other[0].length; tile += TILE) {
                    int length = Math.min(TILE, other[0].length - tile);
                    for (int item = at; item < Math.min(end, at + AT_ONCE); item++) {
                        products(own, item, other, tile, length, products);
                        nearest.take(item, products, tile, length, backs[part], from[part]);
                    }
                }
            }
        });
        for (int item = 0; item < nearest.back.length; item++) {
            int most = 0;
            for (int part = 1; part < RowPasses.PARTS; part++) {
                most = backs[part][item] > backs[most][item] ? part : most;
            }
            nearest.back[item] = from[most][item];
        }
        return nearest;
    }

    private static void products(float[][] own, int item, float[][] other, int tile, int length, float[] products) {
        Arrays.fill(products, 0);
        int feature = 0;
        for (; feature + 3 < own.length; feature += 4) {
            float a = own[feature][item];
            float b = own[feature + 1][item];
            float c = own[feature + 2][item];
            float d = own[feature + 3][item];
            float[] first = other[feature];
            float[] second = other[feature + 1];
            float[] third = other[feature + 2];
            float[] fourth = other[feature + 3];
            for (int i = 0; i < length; i++) {
                products[i] += a * first[tile + i] + b * second[tile + i] + c * third[tile + i] + d * fourth[tile + i];
            }
        }
        for (; feature < own.length; feature++) {
            float a = own[feature][item];
            float[] first = other[feature];
            for (int i = 0; i < length; i++) {
                products[i] += a * first[tile + i];
            }
        }
    }

    private void take(int item, float[] products, int tile, int length, float[] backs, int[] from) {
        for (int i = 0; i < length; i++) {
            float like = products[i];
            if (like > best[item]) {
                second[item] = best[item];
                best[item] = like;
                nearest[item] = tile + i;
            } else if (like > second[item]) {
                second[item] = like;
            }
            if (like > backs[tile + i]) {
                backs[tile + i] = like;
                from[tile + i] = item;
            }
        }
    }

    /** The suspect's that is most like each of the original's. */
    int[] all() {
        return nearest.clone();
    }

    /** How much more like the nearest is than the next. */
    double margin(int item) {
        return best[item] - second[item];
    }

    /** The same in proportion, of distances. */
    double ratio(int item) {
        return margin(item) / Math.max(-best[item], 1e-9);
    }

    /** The clearest of those that are nearest to each other. */
    int[] clearest(int most, boolean byDistance) {
        return IntStream.range(0, nearest.length)
                .filter(item -> back[nearest[item]] == item)
                .boxed()
                .sorted(Comparator.comparingDouble(item -> byDistance ? -ratio(item) : -margin(item)))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Mean margin of some. */
    double margin(int[] items) {
        return Arrays.stream(items).mapToDouble(this::margin).average().orElse(0);
    }

    /** How like the nearest are on average. */
    double mean() {
        double sum = 0;
        for (float each : best) {
            sum += each;
        }
        return sum / best.length;
    }
}
