// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What holds for which account.
 *
 * <p>A measure on a whole cohort takes effect for all its accounts at once: readers see an action's accounts either all
 * covered or none. Looking an account up costs one hash look-up, whatever the number of actions; applying, undoing and
 * dropping an action costs the accounts of all actions in force. Expired measures are passed over, and dropped by the
 * next change or the next look-up of an account with measures. Thread-safe.
 */
public final class MeasuresInForce {
    private volatile Map<String, List<Measure>> byAccount = Map.of();
    private volatile Instant nextExpiry = Instant.MAX;
    private final Map<String, Applied> actions = new HashMap<>();
    private Set<String> published = Set.of();
    private final Set<Consumer<Set<String>>> watchers = ConcurrentHashMap.newKeySet();
    private volatile Function<String, List<Measure>> others = _ -> List.of();

    private record Applied(Measure measure, Set<String> accounts) {}

    /** Applies an action to its accounts; one of the same id is replaced. */
    public synchronized void apply(Measure measure, Set<String> accounts, Instant now) {
        actions.put(measure.id(), new Applied(measure, Set.copyOf(accounts)));
        publish(now);
    }

    /**
     * Ends an action.
     *
     * @return whether it was in force
     */
    public synchronized boolean undo(String id, Instant now) {
        Applied gone = actions.remove(id);
        publish(now);
        return gone != null && gone.measure.holds(now);
    }

    /** Replaces everything by these actions, each with the accounts it covers. */
    public synchronized void replace(Map<Measure, Set<String>> measures, Instant now) {
        actions.clear();
        measures.forEach((measure, accounts) -> actions.put(measure.id(), new Applied(measure, Set.copyOf(accounts))));
        publish(now);
    }

    private void publish(Instant now) {
        actions.values().removeIf(applied -> !now.isBefore(applied.measure.until()));
        Map<String, List<Measure>> next = new HashMap<>();
        actions.values()
                .forEach(applied -> applied.accounts.forEach(account ->
                        next.computeIfAbsent(account, _ -> new ArrayList<>(1)).add(applied.measure)));
        byAccount = next;
        nextExpiry = actions.values().stream()
                .map(applied -> applied.measure.until())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        Set<String> ended = new HashSet<>(published);
        ended.removeAll(actions.keySet());
        published = Set.copyOf(actions.keySet());
        watchers.forEach(watcher -> watcher.accept(ended));
    }

    /** Asks {@code source} too, for each account looked up; it must be quick and thread-safe. */
    public void alsoFrom(Function<String, List<Measure>> source) {
        others = source;
    }

    /** Hands the ids of the actions that ended to {@code changed}, on the changing thread, after each change; be quick. */
    public void onChange(Consumer<Set<String>> changed) {
        watchers.add(changed);
    }

    /** The measures that hold for an account. */
    public List<Measure> of(String account, Instant now) {
        List<Measure> measures = byAccount.getOrDefault(account, List.of());
        List<Measure> more = others.apply(account);
        if (measures.isEmpty() && more.isEmpty()) {
            return List.of();
        }
        if (!now.isBefore(nextExpiry)) {
            dropExpired(now);
        }
        return Stream.concat(measures.stream(), more.stream())
                .filter(m -> m.holds(now))
                .toList();
    }

    private synchronized void dropExpired(Instant now) {
        if (!now.isBefore(nextExpiry)) {
            publish(now);
        }
    }

    /** How many accounts have any measure, expired ones not yet dropped included. */
    public int accounts() {
        return byAccount.size();
    }

    /** The actions in force. */
    public synchronized List<Measure> actions(Instant now) {
        return actions.values().stream()
                .map(Applied::measure)
                .filter(m -> m.holds(now))
                .toList();
    }
}
