// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The same text under keys that nobody used: what a key scores there by luck.
 *
 * <p>Among its decoys the true key is one of many unless the text was made with it, so its rank is an exact p-value
 * whatever the text repeats and however the scores depend on each other. Exact on average over keys; one fixed key on
 * texts that share a template can be lucky for good, see {@link Background}. The guarantee is for keys drawn as decoys
 * are, not for keys chosen by hand.
 *
 * @param decoys how many there were
 * @param asHigh how many scored as high as the true key, or higher
 * @param selfTest the p-value of Kolmogorov and Smirnov's test that the decoys' own p-values are uniform; 1 with fewer
 *     than 50 decoys, where it would show nothing
 * @param agrees whether the computed p-value is what the decoys show, up to their sampling error of one in a thousand
 */
public record DecoyCheck(int decoys, int asHigh, double selfTest, boolean agrees) {
    private static final double SAMPLING_ERROR = 1e-3;
    private static final int FEWEST_FOR_SELF_TEST = 50;

    /** The chance that one of so many equals ranks this high. */
    public TailProbability rank() {
        return new TailProbability(Math.log10((asHigh + 1.0) / (decoys + 1.0)));
    }

    static DecoyCheck of(
            ScoreLaw law,
            long scored,
            double sum,
            double[] decoySums,
            TailProbability computed,
            RandomGenerator random) {
        int asHigh = 0;
        for (double decoy : decoySums) {
            if (decoy >= sum) {
                asHigh++;
            }
        }
        double selfTest = selfTest(law, scored, decoySums, random);
        return new DecoyCheck(
                decoySums.length,
                asHigh,
                selfTest,
                selfTest > SAMPLING_ERROR && countFits(decoySums.length, asHigh, computed.value()));
    }

    /** Whether so many of the decoys may well score as high, if each does with the computed chance. */
    private static boolean countFits(int decoys, int asHigh, double chance) {
        if (chance <= 0) {
            return asHigh == 0;
        }
        if (chance >= 1) {
            return asHigh == decoys;
        }
        double orMore = Math.exp(BinomialTail.ln(decoys, chance, asHigh));
        double orFewer = 1 - Math.exp(BinomialTail.ln(decoys, chance, asHigh + 1));
        return Math.min(orMore, orFewer) > SAMPLING_ERROR / 2;
    }

    private static double selfTest(ScoreLaw law, long scored, double[] sums, RandomGenerator random) {
        if (sums.length < FEWEST_FOR_SELF_TEST || scored == 0) {
            return 1;
        }
        double[] ps = Arrays.stream(sums)
                .map(sum -> {
                    // Sums that are whole numbers have too few values for a uniform p; chance fills the steps.
                    double atLeast = ExactTest.atLeast(law, scored, sum).value();
                    boolean whole = law instanceof ScoreLaw.Green || law instanceof ScoreLaw.Bits;
                    double above = whole ? ExactTest.moreThan(law, scored, sum).value() : atLeast;
                    return above + random.nextDouble() * (atLeast - above);
                })
                .sorted()
                .toArray();
        return UniformTest.pValue(ps);
    }
}
