// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Verdict;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A case as one row of a queue.
 *
 * @param id stable and sayable, such as C-2026-0042
 * @param revision grows with every change
 * @param updated when it last changed
 * @param mergedInto the case that carries on
 * @param splitFrom the case whose members its first ones were
 * @param verdict of the latest assessment
 * @param score of the latest assessment
 * @param accounts current members
 * @param exchanges of the latest assessment
 */
public record CaseSummary(
        String id,
        long revision,
        CaseState state,
        Instant opened,
        Instant updated,
        Optional<String> assignee,
        Optional<String> mergedInto,
        Optional<String> splitFrom,
        Verdict verdict,
        LogOdds score,
        long accounts,
        long exchanges) {
    public CaseSummary {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(state, "state is null");
        Objects.requireNonNull(opened, "opened is null");
        Objects.requireNonNull(updated, "updated is null");
        Objects.requireNonNull(assignee, "assignee is null");
        Objects.requireNonNull(mergedInto, "mergedInto is null");
        Objects.requireNonNull(splitFrom, "splitFrom is null");
        Objects.requireNonNull(verdict, "verdict is null");
        Objects.requireNonNull(score, "score is null");
    }
}
