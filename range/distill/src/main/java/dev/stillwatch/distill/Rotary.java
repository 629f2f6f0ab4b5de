// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/** Rotary positions: each neighbouring pair of a head's numbers is turned by an angle that grows with the position. */
final class Rotary {
    private static final double BASE = 10_000;

    private Rotary() {}

    /** In radians. */
    static double angle(Shape shape, int position, int pair) {
        return position / Math.pow(BASE, 2.0 * pair / shape.headWidth());
    }

    /** Cosines, or sines, of all positions, {@code headWidth / 2} numbers for each. */
    static float[] table(Shape shape, boolean sines) {
        int pairs = shape.headWidth() / 2;
        float[] table = new float[shape.context() * pairs];
        for (int i = 0; i < table.length; i++) {
            double angle = angle(shape, i / pairs, i % pairs);
            table[i] = (float) (sines ? Math.sin(angle) : Math.cos(angle));
        }
        return table;
    }
}
