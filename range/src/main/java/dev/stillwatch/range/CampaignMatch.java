// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells which true campaign, if any, each detected campaign is. */
final class CampaignMatch {
    private CampaignMatch() {}

    /** The true campaigns behind those detected ones that are alarmed on, by id. */
    static Set<String> granted(Assessment assessment, Truth truth, Set<String> alarms) {
        Map<String, Optional<String>> matches = of(ScoredAccount.of(assessment), truth);
        Set<String> found = new TreeSet<>();
        for (String id : alarms) {
            matches.getOrDefault(id, Optional.empty()).ifPresent(found::add);
        }
        return found;
    }

    /**
     * The true campaign behind each detected one: the one to which more than half of its accounts belong.
     *
     * <p>Only accounts with the verdict distillation make a detected campaign; those without a campaign id are no
     * campaign.
     */
    static Map<String, Optional<String>> of(Iterable<ScoredAccount> accounts, Truth truth) {
        Map<String, Map<String, Integer>> members = new TreeMap<>();
        for (ScoredAccount account : accounts) {
            if (account.verdict() == Verdict.DISTILLATION && account.campaign().isPresent()) {
                Truth.Label label = truth.accounts().get(account.account());
                String name = label == null ? "" : label.campaign().orElse("");
                members.computeIfAbsent(account.campaign().get(), id -> new HashMap<>())
                        .merge(name, 1, Integer::sum);
            }
        }
        Map<String, Optional<String>> matches = new TreeMap<>();
        members.forEach((id, counts) -> {
            int all = counts.values().stream().mapToInt(n -> n).sum();
            matches.put(
                    id,
                    counts.entrySet().stream()
                            .filter(entry -> !entry.getKey().isEmpty() && 2 * entry.getValue() > all)
                            .map(Map.Entry::getKey)
                            .findFirst());
        });
        return matches;
    }
}
