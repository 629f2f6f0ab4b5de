// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A campaign over time, with all that was decided and done about it. Immutable: a picture taken at one revision.
 *
 * @param accounts current members
 * @param formerAccounts those that were members once and are no longer
 * @param assessments in order of time, at least one
 * @param actions in order of their ids
 * @param feedback in order of time
 * @param events in order of time
 */
public record Case(
        CaseSummary summary,
        Set<String> accounts,
        Set<String> formerAccounts,
        List<AssessmentSnapshot> assessments,
        List<Action> actions,
        List<Feedback> feedback,
        List<CaseEvent> events) {
    public Case {
        Objects.requireNonNull(summary, "summary is null");
        accounts = Set.copyOf(accounts);
        formerAccounts = Set.copyOf(formerAccounts);
        assessments = List.copyOf(assessments);
        if (assessments.isEmpty()) {
            throw new IllegalArgumentException("a case rests on at least one assessment");
        }
        actions = List.copyOf(actions);
        feedback = List.copyOf(feedback);
        events = List.copyOf(events);
    }

    public String id() {
        return summary.id();
    }

    public CaseState state() {
        return summary.state();
    }

    /** The newest assessment. */
    public AssessmentSnapshot latest() {
        return assessments.getLast();
    }
}
