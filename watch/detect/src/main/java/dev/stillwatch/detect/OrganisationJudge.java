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
    private static final int LEAST_RESELLER_ACCOUNTS = 10;
    private static final double MEASURES_REPEAT = 0.15;
    private static final double MEASURES_FIXED = 0.5;
    private static final double POOLED = 1.5;

    private final ContentSpace space;
    private final double ordinaryConcentration;

    /**
     * @param ordinary facts of accounts at large
     */
    OrganisationJudge(ContentSpace space, CohortFacts ordinary) {
        this.space = space;
        this.ordinaryConcentration = ordinary.hourConcentration();
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

    /** What the accounts of one customer are. */
    Verdict verdict(List<AccountView> members) {
        CohortFacts facts = CohortFacts.of(members);
        if (measures(facts.repeats(), facts.deterministic())
                || measures(repeatsAcross(members), facts.deterministic())) {
            return Verdict.EVALUATION;
        }
        if (members.size() >= LEAST_RESELLER_ACCOUNTS && pooled(members, facts)) {
            return Verdict.RESELLER;
        }
        return Verdict.ORGANISATION;
    }

    /** Whether repeated items and fixed settings show a measurement. */
    static boolean measures(double repeats, double deterministic) {
        return repeats >= MEASURES_REPEAT && deterministic >= MEASURES_FIXED;
    }

    // Members of an organisation have work of their own; a pool deals every customer's requests over all its accounts.
    private boolean pooled(List<AccountView> members, CohortFacts facts) {
        return Overdispersion.of(CohortJudge.spread(members, 300), space).ratio() < POOLED
                && facts.hourConcentration() < ordinaryConcentration / 2
                && facts.templateShare() < 0.9;
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
