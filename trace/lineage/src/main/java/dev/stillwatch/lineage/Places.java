// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import java.util.Arrays;
import java.util.List;

/** Arithmetic on points of one space, none of which it changes. */
final class Places {
    private Places() {}

    static double[] mean(List<double[]> places) {
        double[] mean = new double[places.getFirst().length];
        for (double[] place : places) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += place[i] / places.size();
            }
        }
        return mean;
    }

    static double[] minus(double[] place, double[] from) {
        double[] difference = new double[place.length];
        Arrays.setAll(difference, i -> place[i] - from[i]);
        return difference;
    }

    static double[] times(double[] place, double[] scales) {
        double[] scaled = new double[place.length];
        Arrays.setAll(scaled, i -> place[i] * scales[i]);
        return scaled;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
