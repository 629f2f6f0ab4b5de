// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/** The way from innocent models to one family: scales of the axes, what is taken out, and the teacher without that. */
final class Direction {
    /** Directions in which innocents differ most, taken out. */
    private static final int NUISANCES = 4;

    private final double[] scales;
    private final double[][] nuisances;
    private final double[] teacher;
    private final double length;

    private Direction(double[] scales, double[][] nuisances, double[] teacher) {
        this.scales = scales;
        this.nuisances = nuisances;
        this.teacher = teacher;
        this.length = Places.dot(teacher, teacher);
    }

    /**
     * A direction.
     *
     * @param teacher where the family stands, seen from the innocents' middle
     * @param innocents where innocents stand, seen from the same
     * @param error variance of every axis by sampling
     */
    static Direction of(double[] teacher, List<double[]> innocents, double error) {
        double[] scales = new double[teacher.length];
        for (int i = 0; i < scales.length; i++) {
            double squares = 0;
            for (double[] innocent : innocents) {
                squares += innocent[i] * innocent[i];
            }
            scales[i] = 1 / Math.sqrt(squares / innocents.size() + error);
        }
        double[][] nuisances = widest(
                innocents.stream().map(place -> Places.times(place, scales)).toList());
        double[] rest = without(Places.times(teacher, scales), nuisances);
        return new Direction(scales, nuisances, rest);
    }

    /** The directions in which these places spread most, by the small matrix of their products. */
    private static double[][] widest(List<double[]> places) {
        double[][] products = new double[places.size()][places.size()];
        for (int i = 0; i < products.length; i++) {
            for (int j = 0; j < products.length; j++) {
                products[i][j] = Places.dot(places.get(i), places.get(j));
            }
        }
        // Eigenvalues come in descending order.
        EigenDecompositionSymmetric spread = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(products));
        int count = Math.min(NUISANCES, places.size() - 1);
        double[][] widest = new double[count][places.getFirst().length];
        for (int k = 0; k < count; k++) {
            double size = Math.sqrt(Math.max(spread.getEigenvalue(k), Double.MIN_NORMAL));
            for (int i = 0; i < products.length; i++) {
                double share = spread.getEigenvector(k).getEntry(i) / size;
                for (int axis = 0; axis < widest[k].length; axis++) {
                    widest[k][axis] += share * places.get(i)[axis];
                }
            }
        }
        return widest;
    }

    private static double[] without(double[] place, double[][] directions) {
        double[] rest = place.clone();
        for (double[] direction : directions) {
            double along = Places.dot(place, direction);
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= along * direction[i];
            }
        }
        return rest;
    }

    /** 0 for a place at the innocents' middle, 1 at the teacher. */
    double likeness(double[] place) {
        return Places.dot(rest(place), teacher) / length;
    }

    /** What each axis adds to the likeness. */
    double[] contributions(double[] place) {
        double[] rest = rest(place);
        Arrays.setAll(rest, i -> rest[i] * teacher[i] / length);
        return rest;
    }

    private double[] rest(double[] place) {
        return without(Places.times(place, scales), nuisances);
    }
}
