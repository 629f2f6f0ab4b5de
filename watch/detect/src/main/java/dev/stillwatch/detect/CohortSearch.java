// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the cohorts of a population: many guesses, of which the most telling are refined on a sample, and those that
 * hold together and look like more than chance refined on everybody.
 *
 * <p>Cost: O(exchanges) to guess, a bounded amount per guess, O(exchanges) per cohort kept.
 */
final class CohortSearch {
    private static final int MOST_GUESSES = 16;
    private static final int MOST_COHORTS = 8;
    private static final double WORTH_REFINING = -2.5;
    private static final double SAME = 0.5;
    private static final double MOSTLY = 0.8;
    /** Parts that a group from several piles is cut into; each grows to the whole of its pile again. */
    private static final int PARTS = 4;

    private final Population population;
    private final ContentSpace space;
    private final CohortJudge judge;
    private final CohortRefiner refiner;

    CohortSearch(Population population, ContentSpace space) {
        this.population = population;
        this.space = space;
        this.judge = new CohortJudge(population, space);
        this.refiner = new CohortRefiner(population);
    }

    /**
     * What a search found.
     *
     * @param cohorts worst first; no two share half of the smaller one's members
     * @param examined how many different groups were looked at to find them
     */
    record Found(List<JudgedCohort> cohorts, int examined) {
        Found {
            cohorts = List.copyOf(cohorts);
        }
    }

    /** Searches the population for groups that act alike as a whole, and for those that have only some work in common. */
    Found find() {
        CommonWorkSearch common = new CommonWorkSearch(population, space);
        return find(common.find(), common.examined());
    }

    /** Searches for groups that act alike as a whole only: in an hour or a day an account's own traffic is too little. */
    Found findAlike() {
        return find(List.of(), 0);
    }

    private Found find(List<Cohort> sharing, int examinedBefore) {
        List<JudgedCohort> candidates = new ArrayList<>();
        for (BitSet seed : telling(new SeedFinder(population).seeds(space))) {
            if (candidates.stream().noneMatch(c -> explains(c, seed))) {
                refiner.quick(seed).map(judge::glance).ifPresent(found -> {
                    candidates.add(found);
                    for (BitSet part : parts(found)) {
                        refiner.quick(part).map(judge::glance).ifPresent(candidates::add);
                    }
                });
            }
        }
        List<JudgedCohort> examined = distinct(candidates);
        List<JudgedCohort> promising = examined.stream()
                .filter(c -> c.logOdds().nats() > WORTH_REFINING)
                .limit(MOST_COHORTS)
                .toList();
        BitSet suspects = new BitSet(population.size());
        List<Cohort> refined = new ArrayList<>();
        for (JudgedCohort candidate : promising) {
            refiner.thorough(candidate.cohort()).ifPresent(cohort -> {
                refined.add(cohort);
                if (candidate.verdict() == Verdict.DISTILLATION) {
                    cohort.members().forEach(m -> suspects.set(m.index));
                }
            });
        }
        refined.addAll(sharing);
        List<JudgedCohort> judged =
                refined.stream().map(c -> judge.judge(c, suspects)).toList();
        return new Found(distinct(judged), examined.size() + examinedBefore);
    }

    /** Guesses at the parts of a group that acts as one but was dealt from more than one pile; mostly none. */
    private List<BitSet> parts(JudgedCohort found) {
        double content = found.evidence().of(Channel.CONTENT);
        if (content >= 0 || found.logOdds().nats() - content < CohortJudge.ENOUGH) {
            return List.of();
        }
        List<AccountView> members = found.cohort().members();
        List<float[]> points =
                members.stream().map(m -> SeedFinder.point(m, space)).toList();
        int[] part = new Clustering(PARTS, 10, population.parallel()).assign(points);
        List<BitSet> parts = new ArrayList<>();
        for (int p = 0; p < PARTS; p++) {
            BitSet seed = new BitSet(population.size());
            for (int i = 0; i < part.length; i++) {
                if (part[i] == p) {
                    seed.set(members.get(i).index);
                }
            }
            if (seed.cardinality() >= CohortRefiner.LEAST_MEMBERS) {
                parts.add(seed);
            }
        }
        return parts;
    }

    /** Whether a guess is hardly more than a part of a cohort already found. */
    private static boolean explains(JudgedCohort found, BitSet seed) {
        long shared =
                found.cohort().members().stream().filter(m -> seed.get(m.index)).count();
        return found.logOdds().nats() > WORTH_REFINING && shared >= MOSTLY * seed.cardinality();
    }

    /** The guesses that already look like something before anything is learned from them. */
    private List<BitSet> telling(List<BitSet> seeds) {
        record Weighed(BitSet seed, double nats, int order) {}

        Weighed[] weighed = new Weighed[seeds.size()];
        population.parallel().forEach(weighed.length, i -> {
            BitSet seed = seeds.get(i);
            weighed[i] = new Weighed(seed, judge.atFirstSight(seed), i);
        });
        return Arrays.stream(weighed)
                .sorted(Comparator.comparingDouble(Weighed::nats).reversed().thenComparingInt(Weighed::order))
                .limit(MOST_GUESSES)
                .map(Weighed::seed)
                .toList();
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
}
