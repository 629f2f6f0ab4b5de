// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

/**
 * What was found for one candidate.
 *
 * @param places in which the suspect has a habit, of those that count for the candidate
 * @param matches in which its habit is the candidate's wording
 * @param log10P logarithm to base 10 of the chance of so many matches, or more, in a suspect that never saw them
 * @param log10Bound the same for the best of all candidates that were tried (Bonferroni); at most 0
 * @param verdict what can be said
 */
public record CanaryFinding(
        Candidate candidate, int places, int matches, double log10P, double log10Bound, Verdict verdict) {

    /** What can be said of a suspect and a cohort. */
    public enum Verdict {
        /** It was trained on answers to this cohort, or on texts of someone who was. */
        CLAIMED,
        /** Nothing shows that it was; that it was not is not shown either. */
        NOT_SHOWN,
        /** Even if all agreed, too few places show a habit for a claim. */
        INSUFFICIENT
    }

    /** Matches that a suspect without any knowledge would have on average. */
    public double expected() {
        return (double) places / Wordings.CHOICES;
    }
}
