// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionChanges;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.enforce.Measure;
import dev.stillwatch.enforce.MeasuresInForce;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has the gateway carry out the actions that stand in the case store, whichever process decided them.
 *
 * <p>Looks for changes every {@value #EVERY_MILLIS} ms, which costs one row read when there are none. While the store
 * cannot be reached, what was in force stays in force and runs out when it is due. Thread-safe.
 */
final class ActionFollower implements AutoCloseable {
    static final long EVERY_MILLIS = 200;

    private final CaseStore store;
    private final MeasuresInForce measures;
    private final InstantSource clock;
    private final Notices notices;
    private final Map<String, Action> known = new HashMap<>();
    private final Thread thread;
    private volatile Map<String, String> caseOfAccount = Map.of();
    private volatile boolean failing;
    private volatile boolean closed;

    /* Guarded by this. */
    private long revision;
    private Instant nextStart = Instant.MAX;
    private Instant nextEnd = Instant.MAX;

    ActionFollower(CaseStore store, MeasuresInForce measures, InstantSource clock, Notices notices) {
        this.store = store;
        this.measures = measures;
        this.clock = clock;
        this.notices = notices;
        this.thread = Thread.ofPlatform().name("actions").daemon().unstarted(this::follow);
    }

    /** Takes what is in force now, then follows. */
    void start() {
        take();
        thread.start();
    }

    private void follow() {
        while (!closed) {
            try {
                Thread.sleep(EVERY_MILLIS);
                take();
                if (failing) {
                    failing = false;
                    notices.noticed("The case store can be reached again.");
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!failing && !closed) {
                    failing = true;
                    notices.alarmed("Actions decided from now on are not carried out: " + Reasons.of(e));
                }
            }
        }
    }

    /** Takes what has changed since the last time. */
    synchronized void take() {
        Instant now = clock.instant();
        if (store.revision() != revision) {
            ActionChanges changes = store.changesSince(revision);
            changes.actions().forEach(action -> known.put(action.id(), action));
            revision = changes.revision();
            if (!changes.actions().isEmpty()) {
                publish(now);
            }
        } else if (!now.isBefore(nextStart)) {
            publish(now);
        }
        if (!now.isBefore(nextEnd)) {
            // Enforcement has ended by itself; this puts it on record.
            store.expire(now);
            publish(now);
        }
    }

    private void publish(Instant now) {
        known.values().removeIf(action -> action.statusAt(now) != ActionStatus.ACTIVE);
        Map<Measure, Set<String>> inForce = new HashMap<>();
        Map<String, String> cases = new HashMap<>();
        nextStart = Instant.MAX;
        nextEnd = Instant.MAX;
        for (Action action : known.values()) {
            if (action.isActiveAt(now)) {
                inForce.put(
                        new Measure(
                                action.id(), action.countermeasure(), action.from(), action.until(), action.reason()),
                        action.accounts());
                action.caseId().ifPresent(id -> action.accounts().forEach(account -> cases.put(account, id)));
                nextEnd = action.until().isBefore(nextEnd) ? action.until() : nextEnd;
            } else {
                nextStart = action.from().isBefore(nextStart) ? action.from() : nextStart;
            }
        }
        measures.replace(inForce, now);
        caseOfAccount = cases;
    }

    /** The case on whose account an account is watched or acted on. */
    Optional<String> caseOf(String account) {
        return Optional.ofNullable(caseOfAccount.get(account));
    }

    /** Whether decisions of other processes reach this one just now. */
    boolean follows() {
        return !failing;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        Endings.await(thread);
    }
}
