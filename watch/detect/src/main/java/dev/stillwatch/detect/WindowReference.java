// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.List;

/**
 * What benign prompts look like, and how far a window of prompts is from that in several ways.
 *
 * <p>The ways differ in what they are good at: few strong directions, many directions, curved differences (Fourier
 * features), prompts that lie far out, and prompts crowded in few places. Each is scaled by the sizes of window and
 * reference, so that its distribution over benign windows hardly depends on them. Immutable after fitting.
 */
final class WindowReference {
    /** How many ways there are. */
    static final int STATISTICS = 7;

    private static final int[] CELLS = {32, 128};
    private static final int D = PromptEmbedding.DIMENSIONS;
    private static final int[] LEADING = {8, 24};
    private static final double RIDGE = 0.02;
    private static final double FOURIER_RIDGE = 0.05;

    private final int count;
    private final double[] centre;
    private final double[][] whitening;
    private final double[][] leading;
    private final double[] fourierCentre;
    private final double[][] fourierWhitening;
    private final double farMean;
    private final double farVariance;
    private final List<WindowCells> cells;
    // By dimension, as the product then has no dependence from one number to the next.
    private final float[][] whiteningByDimension;

    WindowReference(List<float[]> benign) {
        count = benign.size();
        Moments moments = new Moments(D);
        Moments fourier = new Moments(FourierFeatures.SIZE);
        float[] features = new float[FourierFeatures.SIZE];
        for (float[] embedding : benign) {
            moments.add(embedding);
            FourierFeatures.of(embedding, features);
            fourier.add(features);
        }
        centre = moments.mean();
        double[][] covariance = moments.covariance(RIDGE);
        whitening = SquareMatrix.inverseCholesky(covariance);
        whiteningByDimension = byDimension(whitening);
        leading = leading(PrincipalAxes.of(covariance));
        fourierCentre = fourier.mean();
        fourierWhitening = SquareMatrix.inverseCholesky(fourier.covariance(FOURIER_RIDGE));
        double[] far = benign.stream().mapToDouble(this::farWithoutItself).toArray();
        farMean = Arrays.stream(far).average().orElse(0);
        farVariance = Arrays.stream(far)
                .map(x -> (x - farMean) * (x - farMean))
                .average()
                .orElse(0);
        cells = Arrays.stream(CELLS).mapToObj(k -> new WindowCells(benign, k)).toList();
    }

    private static float[][] byDimension(double[][] rows) {
        float[][] turned = new float[D][D];
        for (int i = 0; i < D; i++) {
            for (int d = 0; d < D; d++) {
                turned[d][i] = (float) rows[i][d];
            }
        }
        return turned;
    }

    private static double[][] leading(PrincipalAxes axes) {
        double[][] scaled = new double[LEADING[LEADING.length - 1]][];
        double[] strengths = axes.strengths();
        for (int i = 0; i < scaled.length; i++) {
            double scale = 1 / Math.sqrt(Math.max(strengths[i], 1e-12));
            scaled[i] = Arrays.stream(axes.axis(i)).map(x -> x * scale).toArray();
        }
        return scaled;
    }

    /** Squared distance of a prompt from the centre, in units of benign spread. */
    double far(float[] embedding) {
        float[] white = new float[D];
        for (int d = 0; d < D; d++) {
            float moved = (float) (embedding[d] - centre[d]);
            float[] row = whiteningByDimension[d];
            for (int i = 0; i < D; i++) {
                white[i] += row[i] * moved;
            }
        }
        double sum = 0;
        for (float x : white) {
            sum += x * x;
        }
        return sum;
    }

    /** The same for a prompt the reference was fitted on, as if it had not been (Sherman and Morrison). */
    private double farWithoutItself(float[] embedding) {
        double n = count;
        double far = far(embedding);
        double own = Math.min(far * n / ((n - 1) * (n - 1)), 0.9);
        return n * n * (n - 2) / ((n - 1) * (n - 1) * (n - 1)) * far / (1 - own);
    }

    /** The divisions into cells. */
    List<WindowCells> cells() {
        return cells;
    }

    /** How far a window is from benign in each way; 0 or more. O(the square of the Fourier features). */
    double[] statistics(WindowSums sums) {
        double size = 1 / (1.0 / sums.count() + 1.0 / count);
        double[] shift = shift(sums.embeddings(), sums.count(), centre);
        double[] statistics = new double[STATISTICS];
        double along = 0;
        int next = 0;
        for (int i = 0; i < leading.length; i++) {
            double x = 0;
            for (int d = 0; d < D; d++) {
                x += leading[i][d] * shift[d];
            }
            along += x * x;
            if (i + 1 == LEADING[next]) {
                statistics[next++] = size * along;
            }
        }
        statistics[next++] = size * squares(SquareMatrix.lowerTimes(whitening, shift));
        double[] curved = shift(sums.features(), sums.count(), fourierCentre);
        statistics[next++] = size * squares(SquareMatrix.lowerTimes(fourierWhitening, curved));
        double far = sums.far() / sums.count() - farMean;
        statistics[next++] = size * far * far / Math.max(farVariance, 1e-12);
        for (int k = 0; k < cells.size(); k++) {
            statistics[next++] = size * cells.get(k).crowding(sums.inCells(k), sums.count());
        }
        return statistics;
    }

    private static double[] shift(double[] sums, int count, double[] centre) {
        double[] shift = new double[centre.length];
        for (int d = 0; d < shift.length; d++) {
            shift[d] = sums[d] / count - centre[d];
        }
        return shift;
    }

    private static double squares(double[] vector) {
        double sum = 0;
        for (double x : vector) {
            sum += x * x;
        }
        return sum;
    }

    /** Sums from which mean and covariance follow. */
    private static final class Moments {
        private final double[] sums;
        private final double[][] products;
        private int count;

        Moments(int size) {
            sums = new double[size];
            products = new double[size][size];
        }

        void add(float[] x) {
            count++;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += x[i];
                double[] row = products[i];
                for (int j = 0; j <= i; j++) {
                    row[j] += x[i] * x[j];
                }
            }
        }

        double[] mean() {
            return Arrays.stream(sums).map(x -> x / count).toArray();
        }

        /** The covariance, with a share of the mean variance added to every dimension. */
        double[][] covariance(double ridge) {
            double[] mean = mean();
            double[][] covariance = new double[sums.length][sums.length];
            double trace = 0;
            for (int i = 0; i < sums.length; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] = products[i][j] / count - mean[i] * mean[j];
                    covariance[j][i] = covariance[i][j];
                }
                trace += covariance[i][i];
            }
            for (int i = 0; i < sums.length; i++) {
                covariance[i][i] += ridge * trace / sums.length + 1e-12;
            }
            return covariance;
        }
    }
}
