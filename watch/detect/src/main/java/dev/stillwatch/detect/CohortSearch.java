// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the cohorts of a population: many guesses on a sample of it, refined and judged there, and the promising ones
 * refined and judged on all of it.
 *
 * <p>Cost: O(guesses * sampled exchanges + cohorts * exchanges).
 */
final class CohortSearch {
    private static final int MOST_SEARCHED = 12_000;
    private static final int MOST_COHORTS = 12;
    private static final double WORTH_REFINING = -2.5;
    private static final double SAME = 0.5;

    private final Population population;
    private final ContentSpace space;
    private final CohortJudge judge;

    CohortSearch(Population population, ContentSpace space) {
        this.population = population;
        this.space = space;
        this.judge = new CohortJudge(population, space);
    }

    /** Cohorts found, worst first; no two share half of the smaller one's members. */
    List<JudgedCohort> find() {
        List<AccountView> searched = sample(population.current());
        List<AccountView> compared = new ArrayList<>(searched);
        compared.addAll(sample(population.baseline()));
        boolean[] nobody = new boolean[population.size()];
        CohortRefiner quick = new CohortRefiner(2);
        List<JudgedCohort> candidates = new ArrayList<>();
        for (boolean[] seed : new SeedFinder(population, searched).seeds(space, TemplateLedger.of(searched))) {
            quick.refine(compared, seed, population.size())
                    .map(cohort -> judge.judge(cohort, nobody))
                    .ifPresent(candidates::add);
        }
        List<JudgedCohort> promising = distinct(candidates).stream()
                .filter(c -> c.logOdds().nats() > WORTH_REFINING)
                .limit(MOST_COHORTS)
                .toList();
        return whole(promising);
    }

    private List<JudgedCohort> whole(List<JudgedCohort> promising) {
        CohortRefiner thorough = new CohortRefiner(3);
        List<Cohort> refined = new ArrayList<>();
        boolean[] suspects = new boolean[population.size()];
        for (JudgedCohort candidate : promising) {
            boolean[] seed = new boolean[population.size()];
            candidate.cohort().members().forEach(m -> seed[m.index] = true);
            Optional<Cohort> cohort = thorough.refine(population.all(), seed, population.size());
            if (cohort.isPresent()) {
                refined.add(cohort.get());
                if (candidate.verdict() == Verdict.DISTILLATION) {
                    cohort.get().members().forEach(m -> suspects[m.index] = true);
                }
            }
        }
        return distinct(refined.stream().map(c -> judge.judge(c, suspects)).toList());
    }

    private static List<JudgedCohort> distinct(List<JudgedCohort> cohorts) {
        List<JudgedCohort> ranked = cohorts.stream()
                .sorted(Comparator.comparing(JudgedCohort::logOdds)
                        .reversed()
                        .thenComparingInt(c -> c.cohort().members().getFirst().index))
                .toList();
        List<JudgedCohort> kept = new ArrayList<>();
        for (JudgedCohort cohort : ranked) {
            if (kept.stream().noneMatch(k -> k.overlap(cohort) >= SAME)) {
                kept.add(cohort);
            }
        }
        return kept;
    }

    private static List<AccountView> sample(List<AccountView> accounts) {
        if (accounts.size() <= MOST_SEARCHED) {
            return accounts;
        }
        return accounts.stream()
                .sorted(Comparator.comparingLong((AccountView a) -> Hashing.of(a.profile.account()))
                        .thenComparingInt(a -> a.index))
                .limit(MOST_SEARCHED)
                .sorted(Comparator.comparingInt(a -> a.index))
                .toList();
    }
}
