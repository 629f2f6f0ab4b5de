// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.List;
import java.util.Objects;

/**
 * A case as it is looked at: as {@link Case}, with numbers in place of names, and what assessments said in place of them, so that
 * its size does not grow with its members and its history.
 *
 * @param formerAccounts how many were members once and are no longer
 * @param history what its assessments said, in order of time, at least one
 * @param actions in order of their ids
 * @param feedback in order of time
 * @param events in order of time
 */
public record CaseOverview(
        CaseSummary summary,
        long formerAccounts,
        List<AssessmentMark> history,
        List<ActionSummary> actions,
        List<FeedbackSummary> feedback,
        List<CaseEvent> events) {
    public CaseOverview {
        Objects.requireNonNull(summary, "summary is null");
        history = List.copyOf(history);
        if (history.isEmpty()) {
            throw new IllegalArgumentException("a case rests on at least one assessment");
        }
        actions = List.copyOf(actions);
        feedback = List.copyOf(feedback);
        events = List.copyOf(events);
    }

    /** The newest assessment; {@link CaseStore#assessment} has it in full. */
    public AssessmentMark latest() {
        return history.getLast();
    }

    /** Whether the latest finding about the whole case is that it was a false positive. */
    public boolean foundBenign() {
        return feedback.stream()
                .filter(FeedbackSummary::wholeCase)
                .reduce((_, later) -> later)
                .filter(found -> found.finding() == Feedback.Finding.FALSE_POSITIVE)
                .isPresent();
    }
}
