// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts under judgement and, beside them, the accounts of the baseline, if there is one.
 *
 * <p>Accounts are numbered: the current ones from 0 in order of name, the baseline's after them. An account seen in both
 * stands twice, because it may have changed.
 */
final class Population {
    private final List<AccountView> accounts;
    private final int current;
    private final ModelReleases releases;
    private final ClientClaims claims;

    private Population(List<AccountView> accounts, int current) {
        this.accounts = List.copyOf(accounts);
        this.current = current;
        this.releases = ModelReleases.of(accounts);
        this.claims = ClientClaims.of(accounts);
    }

    static Population of(TrafficSummary traffic, TrafficSummary baseline) {
        List<AccountView> accounts = new ArrayList<>();
        Map<String, Integer> units = new HashMap<>();
        traffic.sortedProfiles().forEach(p -> accounts.add(view(p, accounts.size(), false, units)));
        int current = accounts.size();
        baseline.sortedProfiles().forEach(p -> accounts.add(view(p, accounts.size(), true, units)));
        return new Population(accounts, current);
    }

    private static AccountView view(AccountProfile profile, int index, boolean baseline, Map<String, Integer> units) {
        // Accounts of one declared organisation are one independent unit; any other account is its own.
        String unit = profile.organisation().map(o -> "o" + o).orElseGet(() -> "a" + profile.account());
        return new AccountView(profile, index, units.computeIfAbsent(unit, u -> units.size()), baseline);
    }

    /** Every account, baseline included. */
    List<AccountView> all() {
        return accounts;
    }

    /** The accounts under judgement. */
    List<AccountView> current() {
        return accounts.subList(0, current);
    }

    /** The baseline's accounts; empty without a baseline. */
    List<AccountView> baseline() {
        return accounts.subList(current, accounts.size());
    }

    /** What a group of its accounts looks like together. */
    CohortFacts facts(List<AccountView> group) {
        return CohortFacts.of(group, releases, claims);
    }

    AccountView get(int index) {
        return accounts.get(index);
    }

    int size() {
        return accounts.size();
    }

    boolean hasBaseline() {
        return current < accounts.size();
    }
}
