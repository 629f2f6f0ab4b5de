// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionChanges;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.Countermeasure;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Cases and actions in few figures, read from the store again only when it has changed: however many pages are open, a
 * change is read once. Holds the actions that are proposed or in force. Thread-safe.
 */
final class CaseGlance {
    private static final Set<CaseState> OPEN = EnumSet.of(CaseState.NEW, CaseState.OPEN, CaseState.ACTED);
    private static final int MOST_SHOWN = 8;
    /** Unseen first, then what is surest, then the largest. */
    private static final Comparator<CaseSummary> URGENCY = Comparator.comparing(
                    (CaseSummary one) -> one.state() != CaseState.NEW)
            .thenComparing(one -> one.state() == CaseState.ACTED)
            .thenComparingDouble(one -> -one.score().nats())
            .thenComparingLong(one -> -one.accounts())
            .thenComparing(CaseSummary::id);

    private final CaseStore store;
    private final Map<String, Action> standing = new HashMap<>();
    private long actionsRead;
    private long casesRead = -1;
    private List<CaseSummary> open = List.of();
    private int foundBenign;

    /**
     * Actions of one kind.
     *
     * @param accounts that they hold for, each counted once
     */
    record InForce(String kind, int actions, int accounts) {}

    /**
     * Figures of one look.
     *
     * @param urgent open cases, most urgent first; the first few
     * @param proposed actions that wait for approval, oldest first; the first few
     * @param touched accounts under any measure
     * @param foundBenign accounts whose latest finding is a false positive
     */
    record Figures(
            Map<CaseState, Map<Verdict, Integer>> open,
            List<CaseSummary> urgent,
            List<Action> proposed,
            int proposals,
            List<InForce> inForce,
            int touched,
            int foundBenign) {
        int openCases() {
            return open.keySet().stream().mapToInt(this::openCases).sum();
        }

        int openCases(CaseState state) {
            return open.getOrDefault(state, Map.of()).values().stream()
                    .mapToInt(n -> n)
                    .sum();
        }

        int actions() {
            return inForce.stream().mapToInt(InForce::actions).sum();
        }
    }

    CaseGlance(CaseStore store) {
        this.store = store;
    }

    synchronized Figures at(Instant now) {
        read();
        Map<CaseState, Map<Verdict, Integer>> counts = new EnumMap<>(CaseState.class);
        for (CaseSummary one : open) {
            counts.computeIfAbsent(one.state(), _ -> new EnumMap<>(Verdict.class))
                    .merge(one.verdict(), 1, Integer::sum);
        }
        List<Action> proposed = standing.values().stream()
                .filter(action -> action.status() == ActionStatus.PROPOSED)
                .sorted(Comparator.comparing(Action::from).thenComparing(Action::id))
                .toList();
        Map<String, Set<String>> accounts = new TreeMap<>();
        Map<String, Integer> actions = new TreeMap<>();
        Set<String> touched = new HashSet<>();
        standing.values().stream().filter(action -> action.isActiveAt(now)).forEach(action -> {
            String kind = kind(action.countermeasure());
            actions.merge(kind, 1, Integer::sum);
            accounts.computeIfAbsent(kind, _ -> new HashSet<>()).addAll(action.accounts());
            touched.addAll(action.accounts());
        });
        return new Figures(
                counts,
                open.stream().sorted(URGENCY).limit(MOST_SHOWN).toList(),
                proposed.stream().limit(MOST_SHOWN).toList(),
                proposed.size(),
                actions.entrySet().stream()
                        .map(e -> new InForce(
                                e.getKey(),
                                e.getValue(),
                                accounts.getOrDefault(e.getKey(), Set.of()).size()))
                        .toList(),
                touched.size(),
                foundBenign);
    }

    private void read() {
        long revision = store.revision();
        if (revision == casesRead) {
            return;
        }
        open = store.cases(OPEN);
        foundBenign = store.benignAccounts(Instant.MIN).size();
        ActionChanges changes = store.changesSince(actionsRead);
        for (Action action : changes.actions()) {
            if (action.status() == ActionStatus.PROPOSED || action.status() == ActionStatus.ACTIVE) {
                standing.put(action.id(), action);
            } else {
                standing.remove(action.id());
            }
        }
        actionsRead = changes.revision();
        // The revision from before reading: what changed meanwhile is read again.
        casesRead = revision;
    }

    /** What a countermeasure is called on screen. */
    static String kind(Countermeasure countermeasure) {
        return switch (countermeasure) {
            case Countermeasure.Observe() -> "observe";
            case Countermeasure.StepUp _ -> "step-up";
            case Countermeasure.Throttle _ -> "throttle";
            case Countermeasure.Deter _ -> "deter";
            case Countermeasure.Withhold _ -> "withhold";
            case Countermeasure.Suspend() -> "suspend";
        };
    }
}
