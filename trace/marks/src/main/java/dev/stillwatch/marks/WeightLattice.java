// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * The weights of SynthID-Text's layers, scaled so that neighbours differ by {@code steepness - 1}: whole numbers if the
 * steepness is one.
 */
record WeightLattice(int layers, double steepness) {

    static WeightLattice of(ScoreLaw.WeightedBits law) {
        return new WeightLattice(law.layers(), law.steepness());
    }

    double weight(int layer) {
        return steepness * (layers - 1) - step() * layer;
    }

    private double step() {
        return steepness - 1;
    }

    /** What these weights are multiples of the law's by. */
    double unit() {
        return (layers - 1) * (steepness + 1) / 2;
    }

    double total() {
        return layers * unit();
    }

    boolean whole() {
        return steepness == Math.rint(steepness) && total() < 1e5;
    }

    /** The sum over the layers of sin²(weight·t/2): how far the phases of the weights are apart at t. */
    double spread(double t) {
        double half = step() * t / 2;
        double sine = Math.sin(half);
        double middle = (weight(0) + weight(layers - 1)) / 2;
        double cosines = Math.abs(sine) < 1e-9
                ? layers
                : Math.abs(Math.sin(layers * half) / sine) * Math.abs(Math.cos(middle * t));
        return (layers - Math.min(layers, cosines)) / 2;
    }
}
