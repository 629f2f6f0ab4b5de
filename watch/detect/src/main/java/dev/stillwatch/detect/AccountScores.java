// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.List;

/**
 * The score of every account: log-odds that it takes part in a distillation campaign, comparable over accounts.
 *
 * <p>For each cohort the chance that it is a campaign and the chance that the account is a member are combined; what an
 * account shows on its own counts a little, so that accounts below every threshold are still ranked. Conformal
 * p-values (Vovk et al., Algorithmic Learning in a Random World, 2.3) compare a score with those of calibration accounts.
 */
final class AccountScores {
    private static final double ALONE_PRIOR = -7;
    /** Most log-odds of membership that are left to an account whose measuring explains what it sends. */
    private static final double EXPLAINED = -3;

    private final double[] scores;
    private final int[] cohort;
    private final double[] membership;

    private AccountScores(double[] scores, int[] cohort, double[] membership) {
        this.scores = scores;
        this.cohort = cohort;
        this.membership = membership;
    }

    static AccountScores of(
            Population population, List<JudgedCohort> cohorts, CohortFacts ordinary, Measurers measurers) {
        int size = population.size();
        double[] scores = new double[size];
        int[] best = new int[size];
        double[] membership = new double[size];
        population.parallel().forEach(size, i -> {
            AccountView account = population.get(i);
            double alone = ALONE_PRIOR + alone(account.facts, ordinary);
            double strongest = Double.NEGATIVE_INFINITY;
            best[i] = -1;
            for (int k = 0; k < cohorts.size(); k++) {
                JudgedCohort judged = cohorts.get(k);
                int members = judged.cohort().members().size();
                double prior = Math.min(0, Math.log(members / Math.max(1.0, size - members)));
                double member = judged.cohort().membership().logOdds(i) + prior;
                if (measurers.explains(account, judged.facts())) {
                    member = Math.min(member, EXPLAINED);
                }
                double both = both(judged.accusation().nats(), member);
                if (both > strongest) {
                    strongest = both;
                    best[i] = k;
                    membership[i] = member;
                }
            }
            scores[i] = either(alone, strongest);
        });
        return new AccountScores(scores, best, membership);
    }

    private static double alone(AccountFacts facts, CohortFacts ordinary) {
        return AccountEvidence.alone(facts, ordinary).stream()
                .mapToDouble(s -> s.logOdds().nats())
                .sum();
    }

    /** Log-odds that two independent things are both true. */
    private static double both(double a, double b) {
        double least = Math.min(a, b);
        double most = Math.max(a, b);
        // -log(e^-a + e^-b + e^-(a+b)), arranged so that nothing overflows.
        return least - Math.log1p(Math.exp(least - most) + Math.exp(-most));
    }

    private static double either(double a, double b) {
        double most = Math.max(a, b);
        return most + Math.log1p(Math.exp(Math.min(a, b) - most));
    }

    double score(int account) {
        return scores[account];
    }

    /** The cohort that explains the account's score best; -1 when there is none. */
    int cohort(int account) {
        return cohort[account];
    }

    /** Log-odds of membership in that cohort, prior included. */
    double membership(int account) {
        return membership[account];
    }

    /** The scores of some accounts, ascending. */
    double[] sorted(List<AccountView> accounts) {
        double[] sorted = accounts.stream().mapToDouble(a -> scores[a.index]).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
