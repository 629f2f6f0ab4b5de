// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.HashSet;
import java.util.Set;

/**
 * A cohort, what speaks for and against it, and what it was found to be.
 *
 * @param logOdds evidence and prior together
 */
record JudgedCohort(Cohort cohort, CohortFacts facts, CohortEvidence evidence, LogOdds logOdds, Verdict verdict) {
    private static final double UNACCUSED = CohortJudge.ENOUGH - 1;

    /** The log-odds that count against members: held below what accuses where the cohort is not accused. */
    LogOdds accusation() {
        return verdict == Verdict.DISTILLATION ? logOdds : new LogOdds(Math.min(logOdds.nats(), UNACCUSED));
    }

    /** Share of the smaller of two cohorts that is in both. */
    double overlap(JudgedCohort other) {
        Set<Integer> mine = new HashSet<>();
        cohort.members().forEach(m -> mine.add(m.index));
        long shared = other.cohort.members().stream()
                .filter(m -> mine.contains(m.index))
                .count();
        return (double) shared
                / Math.min(cohort.members().size(), other.cohort.members().size());
    }
}
