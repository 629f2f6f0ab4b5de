// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Weighs cohorts against everybody else and names what they are.
 *
 * <p>A cohort is called distillation only if its log-odds, prior included, reach {@link #ENOUGH} with at least two
 * independent channels speaking for it, over at least {@link #LEAST_UNITS} unrelated customers: no lone heuristic, and
 * never the accounts of one declared organisation. Below a crowd ({@link CohortEvidence#crowd}) what is asked for must
 * speak for it as well; otherwise the answer is "insufficient", as it is for work in common that neither timing nor
 * identity speaks for, and for a group of most of all accounts, beside which the others do not show what is ordinary.
 */
final class CohortJudge {
    /** Log-odds from which a cohort is called distillation: 12 to 1. */
    static final double ENOUGH = 2.5;

    /** Share of members from which a cohort counts as one declared customer's. */
    static final double ONE_CUSTOMER = 0.5;

    private static final double PRIOR = -3;
    private static final int LEAST_UNITS = 25;
    /** Share of all accounts, baseline included, from which the others no longer show what is ordinary. */
    private static final double NEARLY_ALL = 2.0 / 3;

    private static final double SPEAKS = 0.5;
    private static final List<Channel> INDEPENDENT = List.of(
            Channel.CONTENT,
            Channel.COVERAGE,
            Channel.ELICITATION,
            Channel.TIMING,
            Channel.IDENTITY,
            Channel.PARAMETERS);
    private static final List<Channel> BESIDES_WORDS = List.of(Channel.TIMING, Channel.IDENTITY);
    private static final int MOST_COMPARED = 3_000;
    private static final int MOST_PLACED = 500;

    private static final int MOST_GLANCED = 400;

    private final Population population;
    private final ContentSpace space;
    private final CohortFacts ordinary;
    private final Overdispersion ordinaryDispersion;

    CohortJudge(Population population, ContentSpace space) {
        this.population = population;
        this.space = space;
        List<AccountView> everybody = spread(population.all(), MOST_COMPARED);
        this.ordinary = population.facts(everybody);
        this.ordinaryDispersion = Overdispersion.of(spread(everybody, MOST_PLACED), space);
    }

    /** The cohort judged on a sample of its members and against everybody: a first opinion. */
    JudgedCohort glance(Cohort cohort) {
        return judge(cohort, MOST_GLANCED, ordinary, ordinaryDispersion);
    }

    /** The cohort judged against accounts that are in none of {@code suspects} (by account index). */
    JudgedCohort judge(Cohort cohort, BitSet suspects) {
        List<AccountView> compared = others(cohort, suspects);
        return judge(
                cohort,
                MOST_COMPARED,
                population.facts(compared),
                Overdispersion.of(spread(compared, MOST_PLACED), space));
    }

    private JudgedCohort judge(Cohort cohort, int most, CohortFacts others, Overdispersion otherDispersion) {
        List<AccountView> members = spread(cohort.members(), most).stream()
                .map(m -> cohort.work().map(work -> work.part(m)).orElse(m))
                .toList();
        CohortFacts facts = population.facts(members);
        Overdispersion overdispersion = Overdispersion.of(spread(members, MOST_PLACED), space);
        CohortEvidence evidence = CohortEvidence.weigh(
                population.current().size(),
                facts,
                others,
                cohort.membership().separation(),
                overdispersion,
                otherDispersion);
        boolean nearlyAll = cohort.members().size() > NEARLY_ALL * population.size();
        if (nearlyAll) {
            evidence.cannotTell("the group is most of all accounts: the others do not show what is ordinary here, as"
                    + " traffic from before it would (--baseline)");
        }
        LogOdds logOdds = evidence.total().plus(new LogOdds(PRIOR));
        return new JudgedCohort(cohort, facts, evidence, logOdds, verdict(cohort, facts, evidence, logOdds, nearlyAll));
    }

    /** Log-odds of a mere guess, before anything is learned from it: enough to rank guesses. */
    double atFirstSight(BitSet seed) {
        List<AccountView> members = new ArrayList<>();
        for (AccountView account : population.current()) {
            if (seed.get(account.index)) {
                members.add(account);
            }
        }
        List<AccountView> some = spread(members, MOST_GLANCED);
        Overdispersion overdispersion = Overdispersion.of(spread(some, MOST_GLANCED / 4), space);
        return CohortEvidence.weigh(
                        population.current().size(),
                        population.facts(some),
                        ordinary,
                        0,
                        overdispersion,
                        ordinaryDispersion)
                .total()
                .nats();
    }

    private static Verdict verdict(
            Cohort cohort, CohortFacts facts, CohortEvidence evidence, LogOdds logOdds, boolean nearlyAll) {
        if (facts.largestUnit() >= ONE_CUSTOMER) {
            return Verdict.ORGANISATION;
        }
        if (logOdds.nats() < ENOUGH || speaking(evidence) < 2) {
            return Verdict.CLEAR;
        }
        // A handful of strangers who act alike may run one vendor's product, whatever it asks for.
        boolean campaign = !nearlyAll && cohort.units() >= LEAST_UNITS && (evidence.crowd() || evidence.harvests());
        // Work in common was searched for by what it asks for and in which words: these no longer speak for one hand.
        campaign &= cohort.work().isEmpty() || BESIDES_WORDS.stream().anyMatch(c -> evidence.of(c) >= SPEAKS);
        return campaign ? Verdict.DISTILLATION : Verdict.INSUFFICIENT;
    }

    private static long speaking(CohortEvidence evidence) {
        return INDEPENDENT.stream().filter(c -> evidence.of(c) >= SPEAKS).count();
    }

    private List<AccountView> others(Cohort cohort, BitSet suspects) {
        BitSet member = new BitSet(population.size());
        cohort.members().forEach(m -> member.set(m.index));
        List<AccountView> others = new ArrayList<>();
        for (AccountView account : population.all()) {
            if (!member.get(account.index) && !suspects.get(account.index)) {
                others.add(account);
            }
        }
        return spread(others, MOST_COMPARED);
    }

    /** At most {@code most} of the accounts, evenly spread over the list. */
    static List<AccountView> spread(List<AccountView> accounts, int most) {
        if (accounts.size() <= most) {
            return accounts;
        }
        List<AccountView> chosen = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            chosen.add(accounts.get((int) ((long) i * accounts.size() / most)));
        }
        return chosen;
    }
}
