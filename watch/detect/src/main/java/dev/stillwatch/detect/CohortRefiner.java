// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a guess at a group into the group: learns what its exchanges have that others' lack, asks every account how
 * much it takes part, and repeats with the answer.
 *
 * <p>Self-training of a cross-fitted naive Bayes model (Nigam et al., Machine Learning 39, 2000). A guess that is no
 * group falls apart, because an account is never scored by a model it trained. O(rounds * exchanges).
 */
final class CohortRefiner {
    /** Fewer members than this are no cohort: chance makes pairs and triples of anything. */
    static final int LEAST_MEMBERS = 8;

    private final int rounds;

    CohortRefiner(int rounds) {
        this.rounds = rounds;
    }

    /** The group that grows from {@code seed} (by account index) among {@code accounts}, if one does. */
    Optional<Cohort> refine(List<AccountView> accounts, boolean[] seed, int size) {
        boolean[] inGroup = seed.clone();
        Membership membership = null;
        for (int round = 0; round < rounds; round++) {
            if (count(accounts, inGroup) < LEAST_MEMBERS) {
                return Optional.empty();
            }
            ContentModel model = ContentModel.train(accounts, inGroup);
            membership = Membership.measure(accounts, inGroup, model, size);
            inGroup = members(accounts, membership, count(accounts, inGroup), size);
        }
        List<AccountView> members = new ArrayList<>();
        for (AccountView account : accounts) {
            if (inGroup[account.index] && !account.baseline) {
                members.add(account);
            }
        }
        return membership == null || members.size() < LEAST_MEMBERS
                ? Optional.empty()
                : Optional.of(new Cohort(members, membership));
    }

    private static boolean[] members(List<AccountView> accounts, Membership membership, int before, int size) {
        double prior = Math.log((double) before / Math.max(1, accounts.size() - before));
        boolean[] inGroup = new boolean[size];
        for (AccountView account : accounts) {
            inGroup[account.index] = !account.baseline && membership.logOdds(account.index) + Math.min(0, prior) > 0;
        }
        return inGroup;
    }

    private static int count(List<AccountView> accounts, boolean[] inGroup) {
        int count = 0;
        for (AccountView account : accounts) {
            count += inGroup[account.index] ? 1 : 0;
        }
        return count;
    }
}
