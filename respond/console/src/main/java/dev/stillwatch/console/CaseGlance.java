// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionChanges;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseQuery;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.cases.QueueEntry;
import dev.stillwatch.cases.QueuePriority;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.Countermeasure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Cases and actions in few figures, read from the store again only when it has changed, an action begins or ends, or half
 * a minute has passed: however many pages are open, a change is read once. Holds the actions that are proposed or in
 * force. Thread-safe.
 */
final class CaseGlance {
    private static final Set<CaseState> OPEN = EnumSet.of(CaseState.NEW, CaseState.OPEN, CaseState.ACTED);
    private static final int MOST_SHOWN = 8;
    /** How long waiting may put cases in another order unnoticed. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final CaseStore store;
    private final Map<String, Action> standing = new HashMap<>();
    private long actionsRead;
    private long casesRead = -1;
    private Optional<Look> last = Optional.empty();
    private int foundBenign;

    /**
     * What was seen.
     *
     * @param until when it is no longer so, though nothing was changed: an action begins or ends
     */
    private record Look(Figures figures, Instant from, Instant until) {}

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
        Optional<Look> kept = last.filter(look -> !now.isBefore(look.from()) && now.isBefore(look.until()));
        if (kept.isPresent()) {
            return kept.get().figures();
        }
        Figures figures = look(now);
        Instant until = standing.values().stream()
                .flatMap(action -> Stream.of(action.from(), action.until()))
                .filter(at -> at.isAfter(now))
                .reduce(now.plus(KEPT), (one, other) -> one.isBefore(other) ? one : other);
        last = Optional.of(new Look(figures, now, until));
        return figures;
    }

    private Figures look(Instant now) {
        Map<CaseState, Map<Verdict, Integer>> all = store.counts();
        Map<CaseState, Map<Verdict, Integer>> counts = new EnumMap<>(CaseState.class);
        OPEN.forEach(state -> counts.put(state, all.getOrDefault(state, Map.of())));
        counts.values().removeIf(Map::isEmpty);
        List<CaseSummary> urgent = store
                .queue(
                        CaseQuery.ALL.in(OPEN).by(CaseQuery.Order.PRIORITY).page(0, MOST_SHOWN),
                        new QueuePriority(now, QueueScreen.GOAL))
                .entries()
                .stream()
                .map(QueueEntry::summary)
                .toList();
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
                urgent,
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
        last = Optional.empty();
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
