// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lloyd's k-means, with centres learned on a bounded sample of the points; deterministic.
 *
 * <p>Centres start at evenly spaced points, so that a group gets starts in proportion to its size: starts far from the
 * crowd would all be spent on loners. O(rounds * sample * clusters + points * clusters) distances.
 */
final class Clustering {
    private static final int MOST_LEARNED_FROM = 24_000;

    private final int clusters;
    private final int rounds;
    private final Parallel parallel;

    Clustering(int clusters, int rounds) {
        this(clusters, rounds, Parallel.SEQUENTIAL);
    }

    Clustering(int clusters, int rounds, Parallel parallel) {
        this.clusters = clusters;
        this.rounds = rounds;
        this.parallel = parallel;
    }

    /** The cluster of each point, 0 to clusters - 1; some may stay empty. Points must be in no meaningful order. */
    int[] assign(List<float[]> points) {
        return nearest(points, centres(points));
    }

    /** The centres of the clusters. Points must be in no meaningful order. */
    List<float[]> centres(List<float[]> points) {
        List<float[]> sample = evenly(points, MOST_LEARNED_FROM);
        List<float[]> centres = new ArrayList<>();
        evenly(sample, clusters).forEach(p -> centres.add(p.clone()));
        int[] cluster = new int[sample.size()];
        for (int round = 0; round < rounds; round++) {
            int[] before = cluster;
            cluster = nearest(sample, centres);
            if (Arrays.equals(before, cluster) && round > 0) {
                break;
            }
            recentre(sample, cluster, centres);
        }
        return centres;
    }

    private int[] nearest(List<float[]> points, List<float[]> centres) {
        int[] nearest = new int[points.size()];
        parallel.forEach(nearest.length, i -> nearest[i] = nearest(points.get(i), centres));
        return nearest;
    }

    private static List<float[]> evenly(List<float[]> points, int most) {
        int step = Math.max(1, (points.size() + most - 1) / most);
        List<float[]> chosen = new ArrayList<>();
        for (int i = 0; i < points.size(); i += step) {
            chosen.add(points.get(i));
        }
        return chosen;
    }

    /** The index of the centre nearest to a point. */
    static int nearest(float[] point, List<float[]> centres) {
        int best = 0;
        float least = Float.MAX_VALUE;
        for (int c = 0; c < centres.size(); c++) {
            float distance = squaredDistance(point, centres.get(c));
            if (distance < least) {
                least = distance;
                best = c;
            }
        }
        return best;
    }

    private static void recentre(List<float[]> points, int[] cluster, List<float[]> centres) {
        int dimensions = centres.getFirst().length;
        int[] counts = new int[centres.size()];
        double[][] sums = new double[centres.size()][dimensions];
        for (int i = 0; i < cluster.length; i++) {
            counts[cluster[i]]++;
            float[] point = points.get(i);
            for (int d = 0; d < dimensions; d++) {
                sums[cluster[i]][d] += point[d];
            }
        }
        for (int c = 0; c < counts.length; c++) {
            for (int d = 0; d < dimensions && counts[c] > 0; d++) {
                centres.get(c)[d] = (float) (sums[c][d] / counts[c]);
            }
        }
    }

    private static float squaredDistance(float[] a, float[] b) {
        float sum = 0;
        for (int d = 0; d < a.length; d++) {
            float difference = a[d] - b[d];
            sum += difference * difference;
        }
        return sum;
    }
}
