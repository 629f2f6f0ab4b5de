// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** Bounds of a scheme's parameters, by the names that users write. */
final class Parameter {

    private Parameter() {}

    static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
        }
    }

    /** A share above 0 and below 1. */
    static void share(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is above 0 and below 1, not " + value);
        }
    }

    /** A share from 0 to 1. */
    static void fraction(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is 0 to 1, not " + value);
        }
    }

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is above 0, not " + value);
        }
    }
}
