// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionChanges;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.report.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the actions that each rule led to. Follows the store: asked again, it reads only what changed since.
 * Keeps some dozens of bytes for each action, and none of its accounts. Thread-safe.
 */
final class RuleHistory {
    private static final int FEW = 2;
    private static final int OFTEN_ONE_IN = 4;

    private final CaseStore store;
    private final Map<String, Fired> byAction = new HashMap<>();
    private long revision;

    RuleHistory(CaseStore store) {
        this.store = store;
    }

    /** A rule of a pack, whatever the pack's version. */
    record Key(String pack, String rule) {}

    private record Fired(Key key, ActionStatus status, Instant until, boolean approved, boolean falsePositive) {
        ActionStatus at(Instant now) {
            return status == ActionStatus.ACTIVE && !now.isBefore(until) ? ActionStatus.EXPIRED : status;
        }
    }

    /**
     * How often a rule fired.
     *
     * @param waiting for approval
     * @param approved by a person, whatever became of it
     * @param falsePositives of those undone, because a person found the accounts benign
     */
    record Counts(int actions, int waiting, int approved, int inForce, int undone, int falsePositives) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        private Counts plus(Fired fired, Instant now) {
            ActionStatus status = fired.at(now);
            return new Counts(
                    actions + 1,
                    waiting + (status == ActionStatus.PROPOSED ? 1 : 0),
                    approved + (fired.approved() ? 1 : 0),
                    inForce + (status == ActionStatus.ACTIVE ? 1 : 0),
                    undone + (status == ActionStatus.UNDONE ? 1 : 0),
                    falsePositives + (fired.falsePositive() ? 1 : 0));
        }

        /** Whether people take back so much of it that somebody should look at the rule. */
        boolean oftenUndone() {
            return undone >= FEW && undone * OFTEN_ONE_IN >= actions;
        }

        String words() {
            if (actions == 0) {
                return "Has led to no action yet.";
            }
            List<String> parts = new ArrayList<>();
            add(parts, waiting, "waiting for approval");
            add(parts, approved, "approved by a person");
            add(parts, inForce, "in force now");
            add(parts, undone, "undone");
            add(parts, falsePositives, "found to be a false positive");
            return Figures.count(actions, "action")
                    + (parts.isEmpty() ? ", ended." : ": " + String.join(", ", parts) + ".");
        }

        private static void add(List<String> parts, int count, String what) {
            if (count > 0) {
                parts.add(Figures.grouped(count) + " " + what);
            }
        }
    }

    /** How often each rule fired, up to now. */
    synchronized Map<Key, Counts> counts(Instant now) {
        follow();
        Map<Key, Counts> counts = new HashMap<>();
        for (Fired fired : byAction.values()) {
            counts.put(
                    fired.key(), counts.getOrDefault(fired.key(), Counts.NONE).plus(fired, now));
        }
        return counts;
    }

    private void follow() {
        ActionChanges changes = store.changesSince(revision);
        if (changes.actions().stream().anyMatch(action -> action.undone().isPresent())) {
            Map<String, Instant> benign = store.foundBenign(Instant.EPOCH);
            changes.actions().forEach(action -> keep(action, refuted(action, benign)));
        } else {
            changes.actions().forEach(action -> keep(action, false));
        }
        revision = changes.revision();
    }

    /* A finding about a whole case undoes its actions in the same stroke. */
    private static boolean refuted(Action action, Map<String, Instant> benign) {
        return action.undone()
                .map(undo -> action.accounts().stream()
                        .anyMatch(account -> undo.when().equals(benign.get(account))))
                .orElse(false);
    }

    private void keep(Action action, boolean falsePositive) {
        byAction.put(
                action.id(),
                new Fired(
                        new Key(action.decision().pack(), action.decision().rule()),
                        action.status(),
                        action.until(),
                        !action.approvals().isEmpty(),
                        falsePositive));
    }
}
