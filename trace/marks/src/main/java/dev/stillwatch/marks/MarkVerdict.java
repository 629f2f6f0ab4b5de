// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Comparator;
import java.util.List;
import org.hipparchus.special.Erf;

/**
 * Whether a text carries a mark, with what speaks for and against it.
 *
 * <p>There is no verdict that a text is clean: it may carry a mark of a key that was not tried, or have been reworded.
 */
public sealed interface MarkVerdict {

    /**
     * How strong a mark usually is: standard deviations by which it lifts the mean score of a window.
     *
     * <p>Published: 0.34 for SGLang over 5.2 million contexts; 0.28 to 0.31 for Gumbel marks under speculative decoding;
     * 0.36 to 0.43 for SynthID at temperature 0.7. Low temperatures, code and quotations leave less.
     */
    double USUAL_STRENGTH = 0.3;

    /** The share of usual marks that the least number of windows would have shown. */
    double USUALLY_SHOWN = 0.9;

    /** What led to the verdict. */
    Evidence evidence();

    /**
     * What led to a verdict.
     *
     * @param findings one for each key and statistic, the most telling first
     * @param tests how many tests were made, here or elsewhere on the same text; at least as many as there are findings
     * @param level the chance that is allowed for calling unmarked text marked
     * @param leastWindows how many distinct windows would have shown a mark of {@link #USUAL_STRENGTH} in {@link
     *     #USUALLY_SHOWN} of cases, all tests considered
     */
    record Evidence(List<KeyFinding> findings, int tests, double level, long leastWindows) {
        public Evidence {
            findings = List.copyOf(findings);
        }

        /** The smallest decisive p-value times the number of tests (Bonferroni); 1 if there is none. */
        public TailProbability corrected() {
            return findings.isEmpty()
                    ? TailProbability.ONE
                    : findings.getFirst().decisive().amongTried(tests);
        }
    }

    /** At least one key scores so high that chance is not an explanation. */
    record Marked(Evidence evidence) implements MarkVerdict {
        /** The key whose mark it is. */
        public KeyFinding key() {
            return evidence.findings().getFirst();
        }
    }

    /** Enough was scored for a usual mark of any of the keys to show, and none did. */
    record NotShown(Evidence evidence) implements MarkVerdict {}

    /** Too few distinct windows, for at least one of the keys: that no mark showed means nothing. */
    record Insufficient(Evidence evidence) implements MarkVerdict {}

    /**
     * The verdict on one text or corpus.
     *
     * @param findings all tests that were made on it
     * @param testsElsewhere tests that were made besides, such as on other parts of the same material
     * @param level above 0 and below 1, such as 0.01
     */
    static MarkVerdict of(List<KeyFinding> findings, int testsElsewhere, double level) {
        int tests = Math.max(1, findings.size() + testsElsewhere);
        List<KeyFinding> telling = findings.stream()
                .sorted(Comparator.comparing(KeyFinding::decisive)
                        .thenComparing(Comparator.comparingDouble(KeyFinding::deviations)
                                .reversed()))
                .toList();
        long least = leastWindows(level / tests);
        Evidence evidence = new Evidence(telling, tests, level, least);
        if (evidence.corrected().log10() <= Math.log10(level)) {
            return new Marked(evidence);
        }
        boolean enough = !findings.isEmpty() && findings.stream().allMatch(each -> each.scored() >= least);
        return enough ? new NotShown(evidence) : new Insufficient(evidence);
    }

    /** How many windows a usual mark takes to show at a level. */
    static long leastWindows(double level) {
        double needed = quantile(1 - level) + quantile(USUALLY_SHOWN);
        return (long) Math.ceil(Math.pow(needed / USUAL_STRENGTH, 2));
    }

    private static double quantile(double share) {
        return Math.sqrt(2) * Erf.erfInv(2 * share - 1);
    }
}
