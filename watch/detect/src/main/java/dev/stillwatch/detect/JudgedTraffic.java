// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One stretch of traffic with the groups found in it and every account's score: judged, but no verdict given.
 *
 * @param bulk the current accounts that take no part in a group called distillation: what stands in for benign traffic without a baseline
 * @param ordinary what the bulk looks like
 */
record JudgedTraffic(
        Population population,
        ContentSpace space,
        CohortSearch.Found found,
        List<AccountView> bulk,
        CohortFacts ordinary,
        AccountScores scores,
        Measurers measurers) {
    private static final int MOST_COMPARED = 4_000;

    JudgedTraffic {
        bulk = List.copyOf(bulk);
    }

    static JudgedTraffic of(Population population, ContentSpace space, CohortSearch.Found found) {
        BitSet suspects = suspects(population, found);
        CohortFacts ordinary = population.facts(CohortJudge.spread(outside(population, suspects), MOST_COMPARED));
        Measurers measurers = Measurers.of(population);
        AccountScores scores = AccountScores.of(population, found.cohorts(), ordinary, measurers);
        // Whoever takes part without being a member is not accused, but as a benign account it would hide the members.
        for (AccountView account : population.current()) {
            int cohort = scores.cohort(account.index);
            if (cohort >= 0
                    && found.cohorts().get(cohort).verdict() == Verdict.DISTILLATION
                    && scores.membership(account.index) > 0) {
                suspects.set(account.index);
            }
        }
        return new JudgedTraffic(population, space, found, outside(population, suspects), ordinary, scores, measurers);
    }

    /**
     * The groups found, by the same numbers, of those called distillation only what is left without accounts that {@code
     * findings} cover: judged again, since what benign accounts do must not accuse others. Fewer accounts than make a
     * group are too few to say anything.
     */
    List<JudgedCohort> standing(HeldFindings findings) {
        List<JudgedCohort> cohorts = found.cohorts();
        if (!findings.any()) {
            return cohorts;
        }
        BitSet suspects = trimmed();
        List<JudgedCohort> standing = new ArrayList<>();
        for (JudgedCohort judged : cohorts) {
            List<AccountView> members = judged.cohort().members();
            List<AccountView> rest =
                    members.stream().filter(m -> !findings.cover(m)).toList();
            if (judged.verdict() != Verdict.DISTILLATION || rest.size() == members.size()) {
                standing.add(judged);
                continue;
            }
            Cohort left = new Cohort(
                    rest, judged.cohort().membership(), judged.cohort().work());
            standing.add(
                    rest.size() < CohortRefiner.LEAST_MEMBERS
                            ? new JudgedCohort(
                                    left, judged.facts(), judged.evidence(), judged.logOdds(), Verdict.INSUFFICIENT)
                            : new CohortJudge(population, space).judge(left, suspects));
        }
        return standing;
    }

    /** The current accounts that are not in the bulk, each once, by the group that explains its score best. */
    Collection<List<AccountView>> suspectGroups() {
        BitSet trimmed = trimmed();
        Map<Integer, List<AccountView>> groups = new TreeMap<>();
        for (AccountView account : population.current()) {
            if (trimmed.get(account.index)) {
                groups.computeIfAbsent(scores.cohort(account.index), k -> new ArrayList<>())
                        .add(account);
            }
        }
        return groups.values();
    }

    private BitSet trimmed() {
        BitSet trimmed = new BitSet(population.size());
        population.current().forEach(a -> trimmed.set(a.index));
        bulk.forEach(a -> trimmed.clear(a.index));
        return trimmed;
    }

    private static List<AccountView> outside(Population population, BitSet suspects) {
        return population.current().stream().filter(a -> !suspects.get(a.index)).toList();
    }

    /** Names of the current accounts that take part in a group called distillation: all but the bulk. */
    Set<String> suspects() {
        Set<String> names = new HashSet<>();
        population.current().forEach(a -> names.add(a.profile.account()));
        bulk.forEach(a -> names.remove(a.profile.account()));
        return names;
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
