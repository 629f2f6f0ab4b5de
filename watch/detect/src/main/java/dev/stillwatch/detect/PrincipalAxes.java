// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The eigenvectors of a symmetric matrix, strongest first.
 *
 * <p>Cyclic Jacobi rotations: slower than a library's tridiagonal methods, exact to the last digits and the same on
 * every machine. O(size cubed) for each of about ten sweeps; a few seconds for 400 dimensions. Immutable.
 */
public final class PrincipalAxes {
    private static final int MOST_SWEEPS = 40;
    private static final double SMALL = 1e-22;

    private final double[] strengths;
    private final double[][] axes;

    private PrincipalAxes(double[] strengths, double[][] axes) {
        this.strengths = strengths;
        this.axes = axes;
    }

    /** The axes of a symmetric matrix, which is not changed. */
    public static PrincipalAxes of(double[][] symmetric) {
        int size = symmetric.length;
        double[][] a = new double[size][];
        double[][] rows = SquareMatrix.identity(size);
        double scale = 0;
        for (int i = 0; i < size; i++) {
            a[i] = symmetric[i].clone();
            for (double x : a[i]) {
                scale += x * x;
            }
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > SMALL * scale; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(a, rows, p, q);
                }
            }
        }
        List<Integer> order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -a[i][i]))
                .toList();
        return new PrincipalAxes(
                order.stream().mapToDouble(i -> a[i][i]).toArray(),
                order.stream().map(i -> rows[i]).toArray(double[][]::new));
    }

    /** The variance along each axis, descending; a copy. */
    public double[] strengths() {
        return strengths.clone();
    }

    /** The axis of rank {@code index}, a unit vector; a copy. */
    public double[] axis(int index) {
        return axes[index].clone();
    }

    private static double offDiagonal(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += a[i][j] * a[i][j];
            }
        }
        return sum;
    }

    /** Turns axes p and q so that they no longer covary. */
    private static void rotate(double[][] a, double[][] rows, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        turn(a[p], a[q], c, s);
        for (double[] row : a) {
            double x = row[p];
            double y = row[q];
            row[p] = c * x - s * y;
            row[q] = s * x + c * y;
        }
        turn(rows[p], rows[q], c, s);
    }

    private static void turn(double[] p, double[] q, double c, double s) {
        for (int k = 0; k < p.length; k++) {
            double x = p[k];
            double y = q[k];
            p[k] = c * x - s * y;
            q[k] = s * x + c * y;
        }
    }
}
