// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.BitSet;
import java.util.List;

/**
 * One stretch of traffic with the groups found in it and every account's score: judged, but no verdict given.
 *
 * @param bulk the current accounts in no group called distillation: what stands in for benign traffic without a baseline
 * @param ordinary what the bulk looks like
 */
record JudgedTraffic(
        Population population,
        ContentSpace space,
        CohortSearch.Found found,
        List<AccountView> bulk,
        CohortFacts ordinary,
        AccountScores scores) {
    private static final int MOST_COMPARED = 4_000;

    JudgedTraffic {
        bulk = List.copyOf(bulk);
    }

    static JudgedTraffic of(Population population, ContentSpace space, CohortSearch.Found found) {
        BitSet suspects = suspects(population, found);
        List<AccountView> bulk = population.current().stream()
                .filter(a -> !suspects.get(a.index))
                .toList();
        CohortFacts ordinary = population.facts(CohortJudge.spread(bulk, MOST_COMPARED));
        AccountScores scores = AccountScores.of(population, found.cohorts(), ordinary);
        return new JudgedTraffic(population, space, found, bulk, ordinary, scores);
    }

    /** Members of groups called distillation, by account index. */
    private static BitSet suspects(Population population, CohortSearch.Found found) {
        BitSet suspects = new BitSet(population.size());
        for (JudgedCohort judged : found.cohorts()) {
            if (judged.verdict() == Verdict.DISTILLATION) {
                judged.cohort().members().forEach(m -> suspects.set(m.index));
            }
        }
        return suspects;
    }
}
