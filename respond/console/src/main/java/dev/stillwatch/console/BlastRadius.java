// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.CaseWords;
import dev.stillwatch.detect.Campaign;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whom a countermeasure would touch, before it is taken.
 *
 * @param members accounts of the case
 * @param benign of those, left out because a person found them benign
 * @param covered of those, left out because the case has the same measure proposed or in force for long enough
 * @param touched all others
 * @param others measures in force on those touched, whichever case they are of: how many accounts each
 * @param shared known facts that some of those touched share, by kind: how many different ones
 * @param dailyExchanges of all members in the latest day that was assessed; empty where nothing is known of it
 */
record BlastRadius(
        int members,
        int benign,
        int covered,
        int touched,
        Map<String, Integer> others,
        Map<String, Integer> shared,
        OptionalLong dailyExchanges) {

    /** Counts without changing anything. Costs one look at the findings and one at the actions in force. */
    static BlastRadius of(CaseStore store, Case one, Wanted wanted, Instant now) {
        Set<String> left = new HashSet<>(one.accounts());
        left.removeAll(store.benignAccounts(Instant.MIN));
        int benign = one.accounts().size() - left.size();
        one.actions().stream()
                .filter(action -> action.covers(wanted.measure(), wanted.lasting(), now))
                .forEach(action -> left.removeAll(action.accounts()));
        Map<String, Integer> others = new TreeMap<>();
        for (Action action : store.activeActions(now)) {
            int both = both(left, action.accounts());
            if (both > 0) {
                others.merge(CaseWords.of(action.countermeasure()), both, Integer::sum);
            }
        }
        Campaign campaign = one.latest().campaign();
        return new BlastRadius(
                one.accounts().size(),
                benign,
                one.accounts().size() - benign - left.size(),
                left.size(),
                others,
                shared(campaign, left),
                daily(campaign));
    }

    private static int both(Set<String> some, Set<String> others) {
        return (int)
                (some.size() < others.size()
                        ? some.stream().filter(others::contains).count()
                        : others.stream().filter(some::contains).count());
    }

    private static Map<String, Integer> shared(Campaign campaign, Set<String> touched) {
        Map<String, Integer> shared = new TreeMap<>();
        for (Campaign.Link link : campaign.links()) {
            boolean concerns = link.accounts().stream()
                    .anyMatch(position -> touched.contains(campaign.accounts().get(position)));
            if (concerns && List.of("organisation", "payment").contains(link.kind())) {
                shared.merge(link.kind(), 1, Integer::sum);
            }
        }
        return shared;
    }

    private static OptionalLong daily(Campaign campaign) {
        if (campaign.timeline().isEmpty()) {
            return OptionalLong.empty();
        }
        Instant since = campaign.timeline().getLast().hour().minus(Duration.ofHours(23));
        return OptionalLong.of(campaign.timeline().stream()
                .filter(hour -> !hour.hour().isBefore(since))
                .mapToLong(Campaign.HourCount::exchanges)
                .sum());
    }
}
