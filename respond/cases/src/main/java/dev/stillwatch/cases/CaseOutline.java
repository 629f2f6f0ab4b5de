// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A case without its accounts, texts and assessments in full: small whatever the size of the campaign.
 *
 * @param history what its assessments said, in order of time, at least one
 * @param finding what a person found last about the whole case
 */
public record CaseOutline(CaseSummary summary, List<AssessmentMark> history, Optional<Feedback.Finding> finding) {
    public CaseOutline {
        Objects.requireNonNull(summary, "summary is null");
        history = List.copyOf(history);
        if (history.isEmpty()) {
            throw new IllegalArgumentException("a case rests on at least one assessment");
        }
        Objects.requireNonNull(finding, "finding is null");
    }

    /** The newest assessment. */
    public AssessmentMark latest() {
        return history.getLast();
    }
}
