// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.List;
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
    private static final double MEASURES_REPEAT = 0.15;
    private static final double MEASURES_FIXED = 0.5;
    private static final double ALIKE = 0.3;
    private static final double ROUND_THE_CLOCK = 0.6;
    private static final double ONE_JOB = 0.9;

    private final Population population;
    private final ContentSpace space;
    private final double ordinaryConcentration;
    private final Overdispersion ordinaryDispersion;

    /** A judge that compares with {@code ordinary} accounts. */
    OrganisationJudge(Population population, ContentSpace space, List<AccountView> ordinary) {
        this.population = population;
        this.space = space;
        this.ordinaryConcentration = population.facts(ordinary).hourConcentration();
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

    /** What the accounts of one declared customer are. */
    Verdict declared(List<AccountView> members) {
        Verdict verdict = shared(members);
        return verdict == Verdict.CLEAR ? Verdict.ORGANISATION : verdict;
    }

    /** What accounts that one instrument pays for are: clear unless they measure or resell. */
    Verdict shared(List<AccountView> members) {
        CohortFacts facts = population.facts(members);
        if (measures(facts.repeats(), facts.deterministic())
                || measures(repeatsAcross(members), facts.deterministic())) {
            return Verdict.EVALUATION;
        }
        return members.size() >= LEAST_POOL && pooled(members, facts) ? Verdict.RESELLER : Verdict.CLEAR;
    }

    /** Whether repeated items and fixed settings show a measurement. */
    static boolean measures(double repeats, double deterministic) {
        return repeats >= MEASURES_REPEAT && deterministic >= MEASURES_FIXED;
    }

    // Members of an organisation have work of their own; a pool deals every customer's requests over all its accounts.
    private boolean pooled(List<AccountView> members, CohortFacts facts) {
        Overdispersion dispersion = Overdispersion.of(CohortJudge.spread(members, MOST_PLACED), space);
        double expected = ordinaryDispersion.atVolume(dispersion.prompts());
        return dispersion.ratio() - 1 < ALIKE * (expected - 1)
                && facts.hourConcentration() < ROUND_THE_CLOCK * ordinaryConcentration
                && facts.sameSettings() < ONE_JOB;
    }

    /** Share of prompts that another account of the group, or the same one, also sends. */
    private static double repeatsAcross(List<AccountView> members) {
        java.util.Set<Long> seen = new java.util.HashSet<>();
        int total = 0;
        int repeated = 0;
        for (AccountView account : members) {
            for (ExchangeDigest digest : account.sample) {
                if (digest.hasText()) {
                    total++;
                    repeated += seen.add(digest.prompt.textHash()) ? 0 : 1;
                }
            }
        }
        return total == 0 ? 0 : (double) repeated / total;
    }
}
