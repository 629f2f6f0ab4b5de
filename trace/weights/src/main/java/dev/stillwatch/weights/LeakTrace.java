// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Names the recipients whose copies a suspect was made of. Immutable and thread-safe.
 *
 * <p>The chance that any innocent recipient is accused is at most {@code error}, whatever was done to the weights and by
 * however many: see {@link AccusationBound}. It rests on the key being secret, and on who held which copy.
 *
 * @param error allowed chance that any innocent recipient is accused, above 0 and below 1
 */
public record LeakTrace(double error) {
    /** One in a thousand million. */
    public static final LeakTrace CERTIFIED = new LeakTrace(1e-9);

    /** Standard deviations from which there is a mark; one in 10^9 of unmarked models has more. */
    private static final double PRESENT = 6;
    /** By how much a whole copy must clear the threshold for its absence to say something. */
    private static final double FAR = 1.5;

    public LeakTrace {
        if (!(error > 0 && error < 1)) {
            throw new IllegalArgumentException("error is " + error + ", must be above 0 and below 1");
        }
    }

    /**
     * The verdict on one suspect.
     *
     * <p>Costs about 5 ns for each symbol and recipient, on all processors.
     *
     * @param recipients all to whom copies of the original were given under the key; not only those one suspects, as the
     *     allowed error is split among them
     */
    public TraceVerdict verdict(LeakReading reading, List<String> recipients) {
        if (new HashSet<>(recipients).size() != recipients.size()) {
            throw new IllegalArgumentException("a recipient is named twice");
        }
        TardosCode code = new TardosCode(reading.key(), reading.settings());
        int count = Math.max(1, recipients.size());
        Scores scores = new Scores(code, reading.sums(), count, error);
        double expected = 2
                / Math.PI
                * Math.sqrt(reading.settings().symbols())
                * reading.sums().expectedBalance(reading.settings().amplitude());
        TraceVerdict.Evidence evidence = new TraceVerdict.Evidence(
                recipients.size(), error, scores.thresholds(), reading.presence(), expected, reading.comparison());
        List<Accused> accused = scores.accused(recipients);
        if (!accused.isEmpty()) {
            return new TraceVerdict.Named(accused, evidence);
        }
        return unnamed(evidence);
    }

    /** How many standard deviations each recipient scores above an innocent's mean, by decoding, in the order given. */
    public List<Map<Decoding, Double>> deviations(LeakReading reading, List<String> recipients) {
        TardosCode code = new TardosCode(reading.key(), reading.settings());
        return new Scores(code, reading.sums(), Math.max(1, recipients.size()), error).of(recipients);
    }

    private static TraceVerdict unnamed(TraceVerdict.Evidence evidence) {
        if (evidence.comparison().weightsRead() == 0) {
            return new TraceVerdict.CannotTell(
                    "no matrix of the original was found in it: it is another model, or one trained anew", evidence);
        }
        if (evidence.presence() > PRESENT) {
            return new TraceVerdict.CannotTell(
                    "it carries marks of this key, yet no recipient stands out: more copies were mixed than can be told"
                            + " apart, or one that is not among these recipients",
                    evidence);
        }
        // About what the bound asks for; where nothing was changed at all there is nothing to bound.
        double least = Math.sqrt(2 * Math.log(Math.max(1, evidence.recipients()) / evidence.error()));
        double needed = evidence.thresholds().values().stream().reduce(least, Math::max);
        if (evidence.expected() < FAR * needed) {
            return new TraceVerdict.CannotTell(
                    "too few weights are left, or they were changed too much, for one copy's mark to be certain",
                    evidence);
        }
        return new TraceVerdict.Nobody(evidence);
    }
}
