// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import dev.stillwatch.marks.TailProbability;
import dev.stillwatch.radioactivity.RadioactivityTest.Plan;
import java.util.List;
import java.util.Optional;

/**
 * What a test of one suspect for one key gave.
 *
 * @param outcome what it comes to
 * @param plan what was settled beforehand
 * @param positions places of the suspect's text taken in
 * @param dropped places left out
 * @param evidence the numbers; empty if nothing could be read
 */
public record RadioactivityResult(
        Outcome outcome, Plan plan, long positions, SuspectTally.Dropped dropped, Optional<Evidence> evidence) {

    /** What a test comes to. */
    public enum Outcome {
        /** The mark is there: the suspect, or what it was made from, learnt from text marked with the key. */
        MARK_FOUND,
        /** Enough was read, and the mark did not show. */
        NO_MARK_FOUND,
        /** Too little was read to say that there is no mark, and none showed. */
        INSUFFICIENT,
        /** Decoy keys do not behave as innocent keys should: the probabilities do not hold on these texts. */
        NOT_CALIBRATED
    }

    /**
     * @param weighed the test that counts
     * @param once the published test, beside it
     * @param decoys the same statistic under keys that nobody used
     * @param curve what fewer windows would have given, for display; its last point is the test's
     */
    public record Evidence(Weighed weighed, Once once, Decoys decoys, List<CurvePoint> curve) {
        public Evidence {
            curve = List.copyOf(curve);
        }
    }

    /**
     * @param windows distinct pairs of window and token that count
     * @param deviations standard deviations by which the weighed sum lies above its mean
     * @param bound rigorous bound on the chance of this under a key that the suspect never met, times the keys tried
     * @param estimate saddlepoint estimate of that chance for this key alone; close, but no bound
     */
    public record Weighed(int windows, double deviations, TailProbability bound, TailProbability estimate) {}

    /**
     * @param windows distinct pairs that the suspect showed, in their order, up to the number settled beforehand
     * @param mean score
     * @param exact the chance of this mean or more under a key that the suspect never met
     */
    public record Once(int windows, double mean, TailProbability exact) {}

    /**
     * @param count decoy keys
     * @param rankP share of keys, the real one included, that score at least as high as the real one
     * @param uniform whether the decoys' probabilities are evenly spread
     * @param deviations each decoy's, as {@link Weighed#deviations}
     */
    public record Decoys(int count, double rankP, UniformFit uniform, List<Double> deviations) {
        public Decoys {
            deviations = List.copyOf(deviations);
        }
    }

    /** What the first {@code windows} windows would have given. */
    public record CurvePoint(int windows, double deviations, TailProbability bound) {}

    static RadioactivityResult nothingRead(SuspectTally suspect, Plan plan) {
        return new RadioactivityResult(
                Outcome.INSUFFICIENT, plan, suspect.positions(), suspect.dropped(), Optional.empty());
    }

    static RadioactivityResult of(
            SuspectTally suspect, Plan plan, Weighed weighed, Once once, Decoys decoys, List<CurvePoint> curve) {
        return new RadioactivityResult(
                outcome(suspect, plan, weighed, decoys),
                plan,
                suspect.positions(),
                suspect.dropped(),
                Optional.of(new Evidence(weighed, once, decoys, curve)));
    }

    private static Outcome outcome(SuspectTally suspect, Plan plan, Weighed weighed, Decoys decoys) {
        if (decoys.uniform().p() < 1e-4) {
            return Outcome.NOT_CALIBRATED;
        }
        if (weighed.bound().compareTo(plan.significance()) <= 0) {
            return Outcome.MARK_FOUND;
        }
        return suspect.positions() < plan.enough() ? Outcome.INSUFFICIENT : Outcome.NO_MARK_FOUND;
    }
}
