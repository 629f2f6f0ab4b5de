// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Finds accounts that have work in common amid traffic of their own: campaigns diluted with ordinary prompts.
 *
 * <p>Expectation-maximisation over accounts and prompts at once: from a guess at who takes part and which of their
 * prompts are the work, learn what the work looks like ({@link CommonWorkModel}), ask every account how much of it it
 * does, and repeat. Learning is on a bounded sample of accounts, so its cost is the same for any population; only
 * what was found is measured on everybody.
 */
final class CommonWorkSearch {
    static final int LEAST_MEMBERS = 25;

    private static final int ROUNDS = 6;
    private static final int QUICK_ROUNDS = 4;
    private static final int MOST_OTHERS = 5_000;
    private static final int MOST_GUESSED = 400;
    /** Nats held back from every account's log-odds, because its prompts are less independent than they are taken for. */
    private static final double CAUTION = 2;
    /** A member must show more than one part in so many of what the median member shows. */
    private static final double PARTS_OF_MEDIAN = 4;
    /** Share of all accounts that is expected to take part before anybody was asked. */
    private static final double EXPECTED_SHARE = 0.1;
    /** Share of a growing group that makes it one found already. */
    private static final double MOSTLY_FOUND = 0.8;

    private static final int MOST_FOUND = 6;

    private final Population population;
    private final ContentSpace space;
    private final DistinctPrompts prompts;
    /** By account of the table: 1 if drawn from everybody, 0 if chosen for a guess alone. */
    private final double[] ordinary;

    private final List<WorkGuess> guesses;

    CommonWorkSearch(Population population, ContentSpace space) {
        this.population = population;
        this.space = space;
        List<BitSet> asking = new CommonWorkSeeds(population).guesses();
        BitSet chosen = new BitSet(population.size());
        for (BitSet guess : asking) {
            CohortJudge.spread(accounts(guess), MOST_GUESSED).forEach(a -> chosen.set(a.index));
        }
        BitSet drawn = new BitSet(population.size());
        CohortJudge.spread(population.all(), MOST_OTHERS).forEach(a -> drawn.set(a.index));
        chosen.or(drawn);
        List<AccountView> table = asking.isEmpty() && !population.hasBaseline() ? List.of() : accounts(chosen);
        this.prompts = DistinctPrompts.of(table, population.parallel());
        this.ordinary =
                table.stream().mapToDouble(a -> drawn.get(a.index) ? 1 : 0).toArray();
        this.guesses = new ArrayList<>();
        asking.forEach(accounts -> guesses.add(new WorkGuess(accounts, prompts::elicitation)));
        if (population.hasBaseline()) {
            guesses.addAll(NewWork.guesses(prompts, population));
        }
    }

    private List<AccountView> accounts(BitSet marked) {
        return marked.stream().mapToObj(population::get).toList();
    }

    /** Groups with work in common, by guess they grew from; none holds most of another. */
    List<Cohort> find() {
        List<double[]> found = new ArrayList<>();
        List<Cohort> cohorts = new ArrayList<>();
        for (WorkGuess guess : guesses) {
            if (found.size() < MOST_FOUND) {
                Optional<State> grown = grown(guess, found);
                grown.ifPresent(state -> {
                    found.add(state.member);
                    everybody(state).ifPresent(cohorts::add);
                });
            }
        }
        return cohorts;
    }

    /** A round's outcome: the model, and how likely each account of the table takes part. */
    private static final class State {
        private final CommonWorkModel model;
        private final double[] member;

        State(CommonWorkModel model, double[] member) {
            this.model = model;
            this.member = member;
        }
    }

    private Optional<State> grown(WorkGuess guess, List<double[]> found) {
        int size = prompts.accounts().size();
        double[] member = new double[size];
        float[][] work = new float[size][];
        for (int a = 0; a < size; a++) {
            member[a] = guess.accounts().get(prompts.accounts().get(a).index) ? 1 : 0;
            work[a] = new float[prompts.count(a)];
            for (int p = 0; p < work[a].length; p++) {
                work[a][p] = (float) (member[a] * guess.work().of(a, p));
            }
        }
        Optional<State> state = Optional.empty();
        for (int round = 0; round < ROUNDS; round++) {
            CommonWorkModel model = CommonWorkModel.train(
                    prompts, member, work, ordinary, round >= QUICK_ROUNDS, population.parallel());
            double[] next = estimate(model, member, work);
            if (count(next) < LEAST_MEMBERS
                    || (round < QUICK_ROUNDS && found.stream().anyMatch(f -> covers(f, next)))) {
                return Optional.empty();
            }
            member = next;
            state = Optional.of(new State(model, next));
        }
        return state;
    }

    /** How likely each account takes part, and each prompt is the work: the latter is written into {@code work}. */
    private double[] estimate(CommonWorkModel model, double[] before, float[][] work) {
        double members = 0;
        for (int a = 0; a < before.length; a++) {
            members += before[a] * ordinary[a];
        }
        double prior = prior(members, Arrays.stream(ordinary).sum());
        double[] member = new double[before.length];
        population.parallel().forEach(before.length, a -> {
            double[] ratios = new double[work[a].length];
            for (int p = 0; p < ratios.length; p++) {
                ratios[p] = model.logRatio(a, p);
            }
            CommonWork.Participation part = CommonWork.participation(model, ratios);
            boolean possible = !prompts.accounts().get(a).baseline && !part.dedicated();
            member[a] = possible ? 1 / (1 + Math.exp(-Math.clamp(part.logOdds() + prior, -50, 50))) : 0;
            for (int p = 0; p < ratios.length; p++) {
                work[a][p] = (float) (member[a] * model.isWork(ratios[p]));
            }
        });
        return member;
    }

    private static double prior(double members, double of) {
        double share = Math.clamp(members / of, 1e-4, 0.4);
        return Math.log(share / (1 - share)) - CAUTION;
    }

    private static long count(double[] member) {
        return Arrays.stream(member).filter(m -> m > 0.5).count();
    }

    private static boolean covers(double[] found, double[] next) {
        int shared = 0;
        int all = 0;
        for (int a = 0; a < next.length; a++) {
            if (next[a] > 0.5) {
                all++;
                shared += found[a] > 0.5 ? 1 : 0;
            }
        }
        return shared >= MOSTLY_FOUND * all;
    }

    /** Asks every account of the population. */
    private Optional<Cohort> everybody(State state) {
        List<AccountView> parts = new ArrayList<>();
        BitSet inGroup = new BitSet(population.size());
        for (int a = 0; a < state.member.length; a++) {
            if (state.member[a] > 0.5) {
                AccountView account = prompts.accounts().get(a);
                parts.add(CommonWork.part(account, state.model));
                inGroup.set(account.index);
            }
        }
        CommonWork work = new CommonWork(state.model, WorkCorners.of(parts, space, population.parallel()));
        Behaviour behaviour = Behaviour.learn(prompts.accounts(), inGroup);
        CommonWork.Participation[] taking = new CommonWork.Participation[population.size()];
        SharedInterests interests = SharedInterests.learn(prompts.accounts(), inGroup, space);
        population.parallel().forEach(taking.length, i -> {
            AccountView account = population.get(i);
            taking[i] = work.participation(account).plus(behaviour.logOdds(account));
            if (taking[i].clear()) {
                taking[i] = taking[i].plus(interests.logOdds(account, space));
            }
        });
        List<AccountView> likely = members(taking, -CAUTION + Math.log(EXPECTED_SHARE));
        if (likely.size() < LEAST_MEMBERS) {
            return Optional.empty();
        }
        // Accounts of one hand take part alike: much less than the others is not enough to be counted among them.
        double[] shown = likely.stream()
                .mapToDouble(m -> taking[m.index].logOdds())
                .sorted()
                .toArray();
        double caution = Math.max(CAUTION, shown[shown.length / 2] / PARTS_OF_MEDIAN);
        population.parallel().forEach(taking.length, i -> taking[i] = taking[i].plus(-caution));
        List<AccountView> members = members(taking, Math.log(EXPECTED_SHARE));
        return members.size() < LEAST_MEMBERS
                ? Optional.empty()
                : Optional.of(new Cohort(members, Membership.of(taking, members), Optional.of(work)));
    }

    private List<AccountView> members(CommonWork.Participation[] taking, double prior) {
        return population.current().stream()
                .filter(a -> taking[a.index].clear()
                        && !taking[a.index].dedicated()
                        && taking[a.index].logOdds() + prior > 0)
                .toList();
    }

    /** How many guesses were looked at. */
    int examined() {
        return guesses.size();
    }
}
