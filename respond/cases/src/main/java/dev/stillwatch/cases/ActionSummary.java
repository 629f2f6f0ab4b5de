// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.policy.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An {@link Action} of a case with the number of its accounts in place of their names.
 *
 * @param revision as of the action, so that whoever decides on it can tell whether it is still the one they saw
 */
public record ActionSummary(
        String id,
        long revision,
        ActionStatus status,
        Instant from,
        Instant until,
        Decision decision,
        String proposedBy,
        List<Approval> approvals,
        Optional<Undo> undone,
        long accounts) {
    public ActionSummary {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(status, "status is null");
        Objects.requireNonNull(from, "from is null");
        Objects.requireNonNull(until, "until is null");
        Objects.requireNonNull(decision, "decision is null");
        Objects.requireNonNull(proposedBy, "proposedBy is null");
        approvals = List.copyOf(approvals);
        Objects.requireNonNull(undone, "undone is null");
    }
}
