// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Where each of the original's rows, or columns, is in the suspect; -1 if that is not known. Immutable. */
final class Order {
    private final int[] at;

    Order(int[] at) {
        this.at = at.clone();
    }

    static Order inPlace(int length) {
        return new Order(IntStream.range(0, length).toArray());
    }

    int at(int index) {
        return at[index];
    }

    int length() {
        return at.length;
    }

    /** Whether most of those that are known are where they were. */
    boolean isInPlace() {
        int known = 0;
        int same = 0;
        for (int i = 0; i < at.length; i++) {
            known += at[i] >= 0 ? 1 : 0;
            same += at[i] == i ? 1 : 0;
        }
        return 2 * same > known;
    }

    /** A suspect's values in the original's order; 0 where it is not known. */
    float[] of(float[] values) {
        float[] moved = new float[at.length];
        for (int i = 0; i < at.length; i++) {
            moved[i] = at[i] >= 0 ? values[at[i]] : 0;
        }
        return moved;
    }

    /** Only some of it. */
    Order where(boolean[] known) {
        return new Order(
                IntStream.range(0, at.length).map(i -> known[i] ? at[i] : -1).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Order order && Arrays.equals(at, order.at);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(at);
    }
}
