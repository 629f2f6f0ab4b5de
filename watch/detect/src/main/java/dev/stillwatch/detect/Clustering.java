// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * Lloyd's k-means with farthest-point starts: deterministic, O(rounds * points * clusters * dimensions).
 *
 * <p>Starts are spread over the data by taking, from evenly spaced candidates, the one farthest from those taken before
 * (Gonzalez 1985), so that a small tight group far from the crowd gets a centre of its own.
 */
final class Clustering {
    private static final int CANDIDATES = 2_000;

    private final int clusters;
    private final int rounds;

    Clustering(int clusters, int rounds) {
        this.clusters = clusters;
        this.rounds = rounds;
    }

    /** The cluster of each point, 0 to clusters - 1; some may stay empty. */
    int[] assign(double[][] points) {
        double[][] centres = starts(points);
        int[] cluster = new int[points.length];
        for (int round = 0; round < rounds; round++) {
            boolean moved = false;
            for (int i = 0; i < points.length; i++) {
                int nearest = nearest(points[i], centres);
                moved |= nearest != cluster[i];
                cluster[i] = nearest;
            }
            if (!moved && round > 0) {
                break;
            }
            recentre(points, cluster, centres);
        }
        return cluster;
    }

    private double[][] starts(double[][] points) {
        int step = Math.max(1, points.length / CANDIDATES);
        int candidates = (points.length + step - 1) / step;
        double[] distance = new double[candidates];
        java.util.Arrays.fill(distance, Double.MAX_VALUE);
        double[][] centres = new double[Math.min(clusters, candidates)][];
        int next = 0;
        for (int c = 0; c < centres.length; c++) {
            centres[c] = points[next * step].clone();
            int farthest = 0;
            for (int k = 0; k < candidates; k++) {
                distance[k] = Math.min(distance[k], squaredDistance(points[k * step], centres[c]));
                if (distance[k] > distance[farthest]) {
                    farthest = k;
                }
            }
            next = farthest;
        }
        return centres;
    }

    private static int nearest(double[] point, double[][] centres) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int c = 0; c < centres.length; c++) {
            double distance = squaredDistance(point, centres[c]);
            if (distance < least) {
                least = distance;
                best = c;
            }
        }
        return best;
    }

    private static void recentre(double[][] points, int[] cluster, double[][] centres) {
        int[] counts = new int[centres.length];
        double[][] sums = new double[centres.length][points[0].length];
        for (int i = 0; i < points.length; i++) {
            counts[cluster[i]]++;
            for (int d = 0; d < points[i].length; d++) {
                sums[cluster[i]][d] += points[i][d];
            }
        }
        for (int c = 0; c < centres.length; c++) {
            for (int d = 0; d < centres[c].length && counts[c] > 0; d++) {
                centres[c][d] = sums[c][d] / counts[c];
            }
        }
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            double difference = a[d] - b[d];
            sum += difference * difference;
        }
        return sum;
    }
}
