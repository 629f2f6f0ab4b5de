// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Whether a suspect's habits are those that were planted with a cohort.
 *
 * <p>Exact. Let the suspect never have seen answers with the cohort's wordings, nor anything made from them. Then all it
 * says, and so its habit at each place and which places have one, is fixed without knowledge of the choices, which are
 * even and independent: each habit is the cohort's wording with chance 1/16, independently, whatever the suspect's
 * preferences are and however one habit hangs together with another. So matches are binomial, and the tail is computed in
 * whole numbers. For several candidates the bound is the sum over them (Bonferroni), whatever accounts they share. What it
 * rests on: that HMAC-SHA-256 under an unknown key cannot be told from chance, that candidates were fixed before the
 * answers were seen, and that answers were not picked by who knows the choices.
 *
 * @param level chance of any claim about a suspect that is innocent of all candidates, above 0 and below 1
 */
public record CanaryTest(double level) {
    public CanaryTest {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level is " + level + ", must be above 0 and below 1");
        }
    }

    /** A finding for each candidate, the most telling first. */
    public List<CanaryFinding> findings(Sightings sightings, List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> finding(sightings, candidate, candidates.size()))
                .sorted(Comparator.comparingDouble(CanaryFinding::log10P)
                        .thenComparing(finding ->
                                finding.candidate().assignment().cohort().toString()))
                .toList();
    }

    private CanaryFinding finding(Sightings sightings, Candidate candidate, int tried) {
        int places = 0;
        int matches = 0;
        for (int place = 0; place < Assignment.PLACES; place++) {
            OptionalInt habit = candidate.counts(place) ? sightings.habit(place) : OptionalInt.empty();
            if (habit.isPresent()) {
                places++;
                matches += habit.getAsInt() == candidate.assignment().choice(place) ? 1 : 0;
            }
        }
        MatchTail tail = MatchTail.of(places, matches);
        return new CanaryFinding(
                candidate,
                places,
                matches,
                tail.log10(),
                Math.min(0, tail.log10() + Math.log10(tried)),
                verdict(tail, tried));
    }

    private CanaryFinding.Verdict verdict(MatchTail tail, int tried) {
        if (!MatchTail.of(tail.places(), tail.places()).within(level, tried)) {
            return CanaryFinding.Verdict.INSUFFICIENT;
        }
        return tail.within(level, tried) ? CanaryFinding.Verdict.CLAIMED : CanaryFinding.Verdict.NOT_SHOWN;
    }
}
