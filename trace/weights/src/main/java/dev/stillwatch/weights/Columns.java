// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

/** Where the original's columns are in a suspect's rows, and by what they were multiplied. Immutable. */
final class Columns {
    private final Order order;
    private final float[] scales;
    private final float[] trust;

    Columns(Order order, float[] scales, float[] trust) {
        this.order = order;
        this.scales = scales.clone();
        this.trust = trust.clone();
    }

    Order order() {
        return order;
    }

    /** In which of the suspect's columns it is; -1 if nothing is left of it. */
    int at(int column) {
        return order.at(column);
    }

    /** By what it was multiplied. */
    float scale(int column) {
        return scales[column];
    }

    /** One by how much a column was changed besides, in proportion to the usual column: 2 if by half as much. */
    float trust(int column) {
        return trust[column];
    }
}
