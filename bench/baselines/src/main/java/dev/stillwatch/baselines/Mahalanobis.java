// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Marginal Mahalanobis distance (Podolskiy et al., AAAI 2021): prompts far from the centre of ordinary ones, measured by
 * their covariance, are foreign.
 *
 * <p>Score: the mean squared distance of a window's prompts, as the public code of arXiv 2606.05725 takes it, with the
 * same ridge of 1e-6. Fitting is cubic in the dimensions, a score linear in the window.
 */
final class Mahalanobis implements WindowMethod {
    private static final double RIDGE = 1e-6;

    private final float[] mean;
    /** Directions of the covariance, each divided by its standard deviation. */
    private final float[][] directions;

    private Mahalanobis(float[] mean, float[][] directions) {
        this.mean = mean;
        this.directions = directions;
    }

    /** Learns centre and covariance of ordinary prompts. */
    static Mahalanobis fit(float[][] vectors) {
        int dimensions = vectors[0].length;
        double[] mean = new double[dimensions];
        for (float[] vector : vectors) {
            for (int d = 0; d < dimensions; d++) {
                mean[d] += vector[d] / vectors.length;
            }
        }
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(covariance(vectors, mean));
        float[][] directions = new float[dimensions][dimensions];
        for (int k = 0; k < dimensions; k++) {
            double deviation = Math.sqrt(Math.max(0, eigen.getEigenvalue(k)) + RIDGE);
            for (int d = 0; d < dimensions; d++) {
                directions[k][d] = (float) (eigen.getEigenvector(k).getEntry(d) / deviation);
            }
        }
        float[] centre = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            centre[d] = (float) mean[d];
        }
        return new Mahalanobis(centre, directions);
    }

    private static RealMatrix covariance(float[][] vectors, double[] mean) {
        double[][] sums = new double[mean.length][mean.length];
        double[] centred = new double[mean.length];
        for (float[] vector : vectors) {
            Arrays.setAll(centred, d -> vector[d] - mean[d]);
            for (int a = 0; a < centred.length; a++) {
                double factor = centred[a] / vectors.length;
                double[] row = sums[a];
                for (int b = 0; b <= a; b++) {
                    row[b] += factor * centred[b];
                }
            }
        }
        for (int a = 0; a < sums.length; a++) {
            for (int b = 0; b < a; b++) {
                sums[b][a] = sums[a][b];
            }
        }
        return new Array2DRowRealMatrix(sums, false);
    }

    @Override
    public String name() {
        return "Mahalanobis";
    }

    @Override
    public Scorer over(Items items) {
        float[][] centred = new float[items.size()][mean.length];
        for (int i = 0; i < centred.length; i++) {
            for (int d = 0; d < mean.length; d++) {
                centred[i][d] = items.vector(i)[d] - mean[d];
            }
        }
        double[] distances = squaredLengths(Products.between(centred, directions));
        return window -> Arrays.stream(window)
                .mapToDouble(item -> distances[item])
                .average()
                .orElse(0);
    }

    private static double[] squaredLengths(Products projected) {
        return Arrays.stream(projected.rows())
                .mapToDouble(row -> {
                    double sum = 0;
                    for (float value : row) {
                        sum += value * value;
                    }
                    return sum;
                })
                .toArray();
    }
}
