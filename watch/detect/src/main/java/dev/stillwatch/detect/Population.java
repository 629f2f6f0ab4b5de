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
    private final Parallel parallel;

    private Population(List<AccountView> accounts, int current, Parallel parallel) {
        this.parallel = parallel;
        this.accounts = List.copyOf(accounts);
        this.current = current;
        this.releases = ModelReleases.of(accounts);
        this.claims = ClientClaims.of(accounts);
    }

    static Population of(TrafficSummary traffic, TrafficSummary baseline) {
        return of(traffic, baseline, Parallel.SEQUENTIAL);
    }

    static Population of(TrafficSummary traffic, TrafficSummary baseline, Parallel parallel) {
        List<AccountProfile> profiles = new ArrayList<>(traffic.sortedProfiles());
        int current = profiles.size();
        profiles.addAll(baseline.sortedProfiles());
        int[] units = units(profiles);
        AccountView[] accounts = new AccountView[profiles.size()];
        parallel.forEach(
                accounts.length, i -> accounts[i] = new AccountView(profiles.get(i), i, units[i], i >= current));
        return new Population(List.of(accounts), current, parallel);
    }

    /** Accounts of one declared organisation are one independent unit; any other account is its own. */
    private static int[] units(List<AccountProfile> profiles) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] units = new int[profiles.size()];
        for (int i = 0; i < units.length; i++) {
            AccountProfile profile = profiles.get(i);
            String unit = profile.organisation().map(o -> "o" + o).orElseGet(() -> "a" + profile.account());
            units[i] = numbers.computeIfAbsent(unit, u -> numbers.size());
        }
        return units;
    }

    /** What runs work over its accounts. */
    Parallel parallel() {
        return parallel;
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
        return CohortFacts.of(group, releases, claims, parallel);
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
