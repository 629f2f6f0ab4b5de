// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Turns a guess at a group into the group: learns what its exchanges have that others' lack, asks every account how
 * much it takes part, and repeats with the answer.
 *
 * <p>Self-training of a cross-fitted naive Bayes model (Nigam et al., Machine Learning 39, 2000). A guess that is no
 * group falls apart, because an account is never scored by a model it trained. Models learn from bounded samples of
 * members and others, so that training costs the same for any population; only {@link #thorough} visits everyone.
 */
final class CohortRefiner {
    /** Fewer members than this are no cohort: chance makes pairs and triples of anything. */
    static final int LEAST_MEMBERS = 8;

    private static final int MOST_MEMBERS = 3_000;
    private static final int MOST_OTHERS = 6_000;

    private final Population population;

    CohortRefiner(Population population) {
        this.population = population;
    }

    /** A first look: the group that grows from {@code seed} (by account index) in a bounded sample, if one does. */
    Optional<Cohort> quick(BitSet seed) {
        FeatureTable sample = FeatureTable.of(sample(seed), population.parallel());
        BitSet inGroup = seed;
        Optional<Cohort> cohort = Optional.empty();
        for (int round = 0; round < 3; round++) {
            ContentModel.Trained trained = ContentModel.train(sample, inGroup, population.parallel());
            // A guess is too impure to say how its members behave.
            Membership membership = Membership.measure(
                    sample.accounts(),
                    inGroup,
                    trained::logRatios,
                    Optional.empty(),
                    population.size(),
                    population.parallel());
            // A guess that holds a part of a group only must be free to grow before it is held to its size.
            double caution = round == 0 ? 0 : 1;
            cohort = cohort(sample.accounts(), inGroup, membership, caution);
            if (cohort.isEmpty()) {
                return cohort;
            }
            inGroup = marked(cohort.get());
        }
        return cohort;
    }

    /** The group that grows from {@code start} in the whole population, if it holds together there. */
    Optional<Cohort> thorough(Cohort start) {
        Optional<Cohort> cohort = Optional.of(start);
        for (int round = 0; round < 2 && cohort.isPresent(); round++) {
            BitSet inGroup = marked(cohort.get());
            List<AccountView> sample = sample(inGroup);
            Membership membership = Membership.measure(
                    population.all(),
                    inGroup,
                    ContentModel.train(sample, inGroup, population.parallel()),
                    Optional.of(Behaviour.learn(sample, inGroup)),
                    population.size(),
                    ExchangeSample.CAPACITY,
                    population.parallel());
            cohort = cohort(population.all(), inGroup, membership, 1);
        }
        return cohort;
    }

    private static Optional<Cohort> cohort(
            List<AccountView> measured, BitSet inGroup, Membership membership, double caution) {
        int before = 0;
        for (AccountView account : measured) {
            before += inGroup.get(account.index) ? 1 : 0;
        }
        double prior = caution * Math.min(0, Math.log((double) before / Math.max(1, measured.size() - before)));
        List<AccountView> members = new ArrayList<>();
        for (AccountView account : measured) {
            if (!account.baseline && membership.logOdds(account.index) + prior > 0) {
                members.add(account);
            }
        }
        return members.size() < LEAST_MEMBERS
                ? Optional.empty()
                : Optional.of(new Cohort(members, membership, Optional.empty()));
    }

    private BitSet marked(Cohort cohort) {
        BitSet inGroup = new BitSet(population.size());
        cohort.members().forEach(m -> inGroup.set(m.index));
        return inGroup;
    }

    private List<AccountView> sample(BitSet inGroup) {
        List<AccountView> members = new ArrayList<>();
        List<AccountView> others = new ArrayList<>();
        for (AccountView account : population.all()) {
            (inGroup.get(account.index) ? members : others).add(account);
        }
        List<AccountView> sample = new ArrayList<>(CohortJudge.spread(members, MOST_MEMBERS));
        sample.addAll(CohortJudge.spread(others, MOST_OTHERS));
        return sample;
    }
}
