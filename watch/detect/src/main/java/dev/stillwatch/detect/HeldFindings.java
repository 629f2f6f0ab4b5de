// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people's findings of benign accounts come to in one assessment: which hold, which no longer do, and what to say.
 *
 * <p>Findings play no part in how groups are found and scored. An account that is covered is not accused, and what is
 * left of its group must look like a campaign by itself. Immutable.
 */
final class HeldFindings {
    /** No finding. */
    static final HeldFindings NONE = new HeldFindings(Map.of(), Map.of());

    private final Map<String, String> holding;
    private final Map<String, String> lapsed;

    private HeldFindings(Map<String, String> holding, Map<String, String> lapsed) {
        this.holding = Map.copyOf(holding);
        this.lapsed = Map.copyOf(lapsed);
    }

    /**
     * What holds at the end of a stretch of traffic.
     *
     * @param span from the traffic's first request to its last
     */
    static HeldFindings of(ConfirmedBenign confirmed, JudgedTraffic whole, Optional<Window> span) {
        if (confirmed.found().isEmpty() || span.isEmpty()) {
            return NONE;
        }
        ChangedConduct changed = new ChangedConduct(whole.space(), whole.bulk());
        Map<String, String> holding = new HashMap<>();
        Map<String, String> lapsed = new HashMap<>();
        for (AccountView account : whole.population().current()) {
            String name = account.profile.account();
            Instant at = confirmed.found().get(name);
            if (at == null) {
                continue;
            }
            Instant until = confirmed.until(at);
            String found = "a person found this account benign on " + day(at);
            if (!span.get().until().isBefore(until)) {
                lapsed.put(name, found + ", which held until " + day(until) + ": it counts like any other again");
            } else if (account.profile.lastMillis() >= millis(at) && changed.since(account, millis(at))) {
                lapsed.put(name, found + ", and it asks for other things since: it counts like any other again");
            } else {
                holding.put(
                        name,
                        found + ", which holds until " + day(until) + ": it is not accused, though it acts like a group"
                                + " called distillation");
            }
        }
        return new HeldFindings(holding, lapsed);
    }

    private static long millis(Instant at) {
        return at.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))
                ? Long.MAX_VALUE
                : at.isBefore(Instant.ofEpochMilli(Long.MIN_VALUE)) ? Long.MIN_VALUE : at.toEpochMilli();
    }

    private static String day(Instant at) {
        String time = at.toString();
        return time.substring(0, time.indexOf('T'));
    }

    /** Whether a person found the account benign, and that holds. */
    boolean cover(AccountView account) {
        return cover(account.profile.account());
    }

    /** Whether a person found the account of this name benign, and that holds. */
    boolean cover(String account) {
        return holding.containsKey(account);
    }

    /** Whether any account is covered. */
    boolean any() {
        return !holding.isEmpty();
    }

    /** What to say of an account that takes part in a group called distillation; empty where nobody found anything. */
    Optional<MissingSignal> said(AccountView account) {
        String name = account.profile.account();
        return Optional.ofNullable(holding.get(name))
                .or(() -> Optional.ofNullable(lapsed.get(name)))
                .map(words -> new MissingSignal(Channel.LEGITIMATE_USE, words));
    }

    /**
     * Benign accounts that groups called distillation hold: for each group of which more than half is covered, the
     * covered account with the median score.
     *
     * <p>Accounts of one group owe their scores to it, so that a group is one observation, not many (Dunn, Wasserman and
     * Ramdas, Distribution-Free Prediction Sets for Two-Layer Hierarchical Models, 2023). A group mostly not covered
     * counts for nothing: one account of a campaign that somebody took for benign would otherwise be the highest benign
     * score there is, and shelter half of the campaign.
     */
    List<AccountView> representatives(Collection<List<AccountView>> groups, FusedScores scores) {
        List<AccountView> chosen = new ArrayList<>();
        for (List<AccountView> group : groups) {
            List<AccountView> covered = group.stream()
                    .filter(this::cover)
                    .sorted(Comparator.comparingDouble((AccountView a) -> scores.score(a))
                            .thenComparingInt(a -> a.index))
                    .toList();
            if (2 * covered.size() > group.size()) {
                chosen.add(covered.get(covered.size() / 2));
            }
        }
        return chosen;
    }
}
