// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names what the accounts of one declared customer are: an evaluation lab, a reseller, or simply an organisation.
 *
 * <p>A declared customer answers for its accounts, so none of these is ever called distillation; what its accounts
 * have in common is said instead.
 */
final class OrganisationJudge {
    private static final int LEAST_ACCOUNTS = 2;
    private static final int LEAST_POOL = 5;
    private static final int MOST_PLACED = 300;
    private static final double ANSWERABLE = -4;
    private static final double MEASURING = -3;
    private static final double POOLING = -2;
    private static final double ALIKE = 0.3;
    private static final double ROUND_THE_CLOCK = 0.6;
    private static final double ONE_JOB = 0.9;
    private static final double EVEN_LOADS = 0.4;

    private final Population population;
    private final ContentSpace space;
    private final CohortFacts ordinary;
    private final Overdispersion ordinaryDispersion;

    /** A judge that compares with {@code ordinary} accounts. */
    OrganisationJudge(Population population, ContentSpace space, List<AccountView> ordinary) {
        this.population = population;
        this.space = space;
        this.ordinary = population.facts(ordinary);
        this.ordinaryDispersion = Overdispersion.of(CohortJudge.spread(ordinary, MOST_PLACED), space);
    }

    /** The accounts of each declared customer with at least {@value #LEAST_ACCOUNTS} of them, by customer. */
    static List<List<AccountView>> customers(List<AccountView> accounts) {
        Map<String, List<AccountView>> byOrganisation = new TreeMap<>();
        for (AccountView account : accounts) {
            account.profile
                    .organisation()
                    .ifPresent(o -> byOrganisation
                            .computeIfAbsent(o, x -> new ArrayList<>())
                            .add(account));
        }
        return byOrganisation.values().stream()
                .filter(members -> members.size() >= LEAST_ACCOUNTS)
                .toList();
    }

    /** Accounts without a declared customer that pay with one instrument, by instrument; at least {@value #LEAST_POOL}. */
    static List<List<AccountView>> payers(List<AccountView> accounts) {
        Map<Long, List<AccountView>> byPayment = new TreeMap<>();
        for (AccountView account : accounts) {
            List<Long> payments = account.profile.payments();
            if (account.profile.organisation().isEmpty() && payments.size() == 1) {
                byPayment
                        .computeIfAbsent(payments.getFirst(), x -> new ArrayList<>())
                        .add(account);
            }
        }
        return byPayment.values().stream()
                .filter(members -> members.size() >= LEAST_POOL)
                .toList();
    }

    /**
     * What the accounts of one customer are, and why.
     *
     * @param reasons all speak against distillation
     */
    record Opinion(Verdict verdict, List<Signal> reasons) {
        Opinion {
            reasons = List.copyOf(reasons);
        }
    }

    /** What the accounts of one declared customer are. */
    Opinion declared(List<AccountView> members) {
        List<Signal> reasons = new ArrayList<>();
        reasons.add(reason(ANSWERABLE, "%d accounts of one declared customer, who answers for them", members.size()));
        Opinion opinion = shared(members);
        reasons.addAll(opinion.reasons());
        return new Opinion(opinion.verdict() == Verdict.CLEAR ? Verdict.ORGANISATION : opinion.verdict(), reasons);
    }

    /** What accounts that one instrument pays for are: clear unless they measure or resell. */
    Opinion shared(List<AccountView> members) {
        CohortFacts facts = population.facts(members);
        double repeats = Measurers.repeatsAcross(members);
        if (Measurers.measures(repeats, facts.deterministic())) {
            return new Opinion(
                    Verdict.EVALUATION,
                    List.of(reason(
                            MEASURING,
                            "%.0f %% of prompts repeat an earlier one and %.0f %% of settings are fixed: a measurement",
                            100 * repeats,
                            100 * facts.deterministic())));
        }
        if (members.size() >= LEAST_POOL && pooled(members, facts)) {
            return new Opinion(
                    Verdict.RESELLER,
                    List.of(reason(
                            POOLING,
                            "%d accounts behind one payer carry a mix of ordinary traffic round the clock (days concentrated"
                                    + " to %.2f), none with interests of its own: pooled access",
                            members.size(),
                            facts.hourConcentration())));
        }
        return new Opinion(Verdict.CLEAR, List.of());
    }

    /** What accounts are that nothing links and that {@link PooledAccess} found: clear unless even loads confirm it. */
    Opinion strangers(List<AccountView> members) {
        CohortFacts facts = population.facts(members);
        Overdispersion dispersion = Overdispersion.of(CohortJudge.spread(members, MOST_PLACED), space);
        double expected = ordinaryDispersion.atVolume(dispersion.prompts());
        boolean even = facts.volumeSpread() < EVEN_LOADS * ordinary.volumeSpread();
        if (members.size() < PooledAccess.LEAST_MEMBERS || !dealt(dispersion, expected) || !even) {
            return new Opinion(Verdict.CLEAR, List.of());
        }
        return new Opinion(
                Verdict.RESELLER,
                List.of(reason(
                        POOLING,
                        "%d accounts that nothing links carry a mix of everybody's traffic, none with interests of its own"
                                + " (prompts differ %.2f times as much as draws from one pile, others' %.2f times), under"
                                + " loads within a factor of %.1f (others' %.1f): access is pooled behind them",
                        members.size(),
                        dispersion.ratio(),
                        expected,
                        Math.exp(facts.volumeSpread()),
                        Math.exp(ordinary.volumeSpread()))));
    }

    private static Signal reason(double nats, String format, Object... facts) {
        return new Signal(Channel.LEGITIMATE_USE, new LogOdds(nats), String.format(Locale.ROOT, format, facts));
    }

    // Members of an organisation have work of their own; a pool deals every customer's requests over all its accounts.
    private boolean pooled(List<AccountView> members, CohortFacts facts) {
        Overdispersion dispersion = Overdispersion.of(CohortJudge.spread(members, MOST_PLACED), space);
        double expected = ordinaryDispersion.atVolume(dispersion.prompts());
        return dealt(dispersion, expected)
                && facts.hourConcentration() < ROUND_THE_CLOCK * ordinary.hourConcentration()
                && facts.sameSettings() < ONE_JOB;
    }

    private static boolean dealt(Overdispersion dispersion, double expected) {
        return dispersion.ratio() - 1 < ALIKE * (expected - 1);
    }
}
