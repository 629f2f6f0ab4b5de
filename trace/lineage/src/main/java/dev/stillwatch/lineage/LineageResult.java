// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import java.util.List;

/**
 * What was found about a suspect.
 *
 * @param answers of the suspect that were compared
 * @param decoys innocent models
 * @param series families of decoys; decoys of one family say hardly more than one of them
 * @param ranking families of teachers, nearest first
 * @param conclusion what may be said
 * @param evidence phrases of the suspect that make it like the nearest family, or unlike it, those that say most first
 */
public record LineageResult(
        int answers,
        int decoys,
        int series,
        List<FamilyLikeness> ranking,
        Conclusion conclusion,
        List<PhraseEvidence> evidence) {

    public LineageResult {
        ranking = List.copyOf(ranking);
        evidence = List.copyOf(evidence);
    }

    /** How near the suspect stands to a family: 0 where decoys are in the middle, 1 at the teacher itself. */
    public record FamilyLikeness(String family, double likeness) {}

    /**
     * How far the nearest family leads before the next, and how far it does for innocent models.
     *
     * @param lead difference of the two likenesses, the second one counted as 0 or more
     * @param standardError of the lead, over the choice of prompts
     * @param decoys the leads of decoys, each held against the others without its own series
     * @param chance that an innocent model leads as far, if decoys are a fair sample of innocent models: by Student's
     *     distribution with one degree of freedom less than there are series
     * @param rank the share of decoys, the suspect counted in, that lead as far
     */
    public record Lead(double lead, double standardError, List<Double> decoys, double chance, double rank) {
        public Lead {
            decoys = List.copyOf(decoys);
        }
    }

    /**
     * A phrase of the suspect.
     *
     * @param phrase up to four words and signs; {@code ^} is the beginning of an answer
     * @param suspect share of the suspect's answers that hold it, from 0 to 1
     * @param contribution to the likeness; negative where it speaks against
     */
    public record PhraseEvidence(String phrase, double suspect, double contribution) {}

    /** What may be said. */
    public sealed interface Conclusion {}

    /** It stands nearer to one family than innocent models do: it learnt from it, or from who did. */
    public record LearntFrom(String family, Lead lead) implements Conclusion {}

    /** One family is the nearest, as one always is. */
    public record CannotTell(String nearest, Lead lead) implements Conclusion {}

    /** Nothing can be computed, and why. */
    public record Insufficient(String why) implements Conclusion {}
}
