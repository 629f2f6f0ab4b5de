// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Places circles close together without overlap: the first in the middle, each next one at the nearest free spot along
 * a spiral. Deterministic; the spiral's steps bound the time.
 */
final class BlobPacking {
    private static final double ANGLE = 0.35;
    private static final int STEPS = 6000;

    /** A placed circle. */
    record Blob(double x, double y, double radius) {}

    private BlobPacking() {}

    /**
     * Places circles of the given radii around (0, 0).
     *
     * @param gap least distance between two circles
     * @param stretch how much taller than wide the whole may grow, 1 for round
     */
    static List<Blob> pack(List<Double> radii, double gap, double stretch) {
        List<Blob> placed = new ArrayList<>();
        for (double radius : radii) {
            placed.add(spot(radius, placed, gap, stretch));
        }
        return placed;
    }

    private static Blob spot(double radius, List<Blob> placed, double gap, double stretch) {
        for (int step = 0; step < STEPS; step++) {
            double distance = 0.9 * step * ANGLE;
            Blob candidate = new Blob(
                    distance * Math.cos(step * ANGLE) / stretch, distance * Math.sin(step * ANGLE) * stretch, radius);
            if (placed.stream().allMatch(other -> apart(candidate, other, gap))) {
                return candidate;
            }
        }
        double below = placed.stream()
                .mapToDouble(blob -> blob.y() + blob.radius())
                .max()
                .orElse(0);
        return new Blob(0, below + gap + radius, radius);
    }

    private static boolean apart(Blob a, Blob b, double gap) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y()) >= a.radius() + b.radius() + gap;
    }
}
