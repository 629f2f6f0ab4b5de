// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * The upper tail of SynthID-Text's weighted score: a sum of as many binomial variables as there are layers, each with
 * its own weight.
 *
 * <p>Evenly falling weights are whole numbers up to a common factor if the steepness is one. The sum then lies on a
 * lattice, and its generating function is integrated along a line through its saddle point: to rounding, whatever the
 * depth. Costs some ten microseconds from a hundred tokens on, and a millisecond or two for few tokens. Weights that lie on no
 * lattice get Chernoff's bound instead, which is above the true probability, so it never accuses more.
 */
final class WeightedBitsTail {
    /** Sums were added up with rounding; relative to a lattice's step of at least 1. */
    private static final double ROUNDING = 1e-3;

    private WeightedBitsTail() {}

    /** The logarithm of the chance that weighted bits of {@code count} tokens add up to {@code sum} or more. */
    static double ln(ScoreLaw.WeightedBits law, long count, double sum) {
        WeightLattice lattice = WeightLattice.of(law);
        double from = sum * lattice.unit();
        if (!lattice.whole()) {
            return new TiltedBits(lattice, law.share(), count).chernoff(from);
        }
        from = Math.ceil(from - ROUNDING);
        double most = count * lattice.total();
        if (from <= 0) {
            return 0;
        }
        if (from > most) {
            return Double.NEGATIVE_INFINITY;
        }
        return from <= most * law.share()
                ? Factorials.lnComplement(new TiltedBits(lattice, 1 - law.share(), count).lnTail(most - from + 1))
                : new TiltedBits(lattice, law.share(), count).lnTail(from);
    }
}
