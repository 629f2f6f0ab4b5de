// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.policy.Countermeasure;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the case store holds, looked up now and then, so that who asks for metrics or health never waits for a database.
 * Thread-safe.
 */
final class StoreFigures {
    /** Kinds of countermeasures, as metrics name them. */
    static final List<String> KINDS = List.of("observe", "step-up", "throttle", "deter", "withhold", "suspend");

    /** States of cases that somebody still has work with. */
    static final Set<CaseState> OPEN = EnumSet.of(CaseState.NEW, CaseState.OPEN, CaseState.ACTED);

    private final CaseStore store;
    private final InstantSource clock;
    private volatile Figures figures = new Figures(false, 0, Map.of(), Map.of());

    /**
     * Figures of one look.
     *
     * @param reached whether the store could be reached
     * @param auditPending audit records that the evidence log has not taken yet
     * @param actions in force, by kind
     * @param cases open ones, by state
     */
    record Figures(boolean reached, long auditPending, Map<String, Integer> actions, Map<CaseState, Integer> cases) {}

    StoreFigures(CaseStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    Figures now() {
        return figures;
    }

    /** Looks; the last figures stay where the store cannot be reached, and say that. */
    void look() {
        try {
            Map<String, Integer> actions = new TreeMap<>();
            for (Action action : store.activeActions(clock.instant())) {
                actions.merge(kind(action.countermeasure()), 1, Integer::sum);
            }
            Map<CaseState, Integer> cases = new EnumMap<>(CaseState.class);
            for (CaseSummary one : store.cases(OPEN)) {
                cases.merge(one.state(), 1, Integer::sum);
            }
            figures = new Figures(true, store.pendingAudit(), actions, cases);
        } catch (RuntimeException e) {
            Figures last = figures;
            figures = new Figures(false, last.auditPending, last.actions, last.cases);
            throw e;
        }
    }

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
