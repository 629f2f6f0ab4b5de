// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the generating function of a lattice of weights is too small to matter: a bound below {@link
 * WeightLattice#spread} for each short stretch from 0 to π. Found once for each lattice, 250 kB.
 */
final class PhaseSpread {
    private static final double STRETCH = 5e-5;
    private static final Map<WeightLattice, PhaseSpread> KNOWN = new ConcurrentHashMap<>();

    private final float[] least;

    private PhaseSpread(WeightLattice lattice) {
        least = new float[(int) Math.ceil(Math.PI / STRETCH) + 1];
        // Within a stretch the spread cannot fall by more than this below its ends.
        double slack = STRETCH * lattice.total() / 4 + 1e-6;
        double end = lattice.spread(0);
        for (int i = 0; i < least.length; i++) {
            double next = lattice.spread((i + 1) * STRETCH);
            least[i] = (float) (Math.min(end, next) - slack);
            end = next;
        }
    }

    static PhaseSpread of(WeightLattice lattice) {
        return KNOWN.computeIfAbsent(lattice, PhaseSpread::new);
    }

    /** From t on, where the spread may be at most {@code most} again; π or more if nowhere. */
    double next(double t, double most) {
        int stretch = (int) (t / STRETCH);
        if (stretch >= least.length || least[stretch] <= most) {
            return t;
        }
        while (stretch < least.length && least[stretch] > most) {
            stretch++;
        }
        return stretch * STRETCH;
    }
}
