// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.policy.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the store knows of one account: no more than its name, and what was found and done about it.
 *
 * @param cases those it is or was in, in order of when it joined
 * @param measures in order of when they began
 * @param findings of people, in order of time
 */
public record AccountRecord(String account, List<Membership> cases, List<Measure> measures, List<Finding> findings) {
    /**
     * A case it is or was in.
     *
     * @param joined when it was first found among its members
     * @param left when it was last found to be none any more
     */
    public record Membership(CaseSummary summary, Instant joined, Optional<Instant> left) {
        public Membership {
            Objects.requireNonNull(summary, "summary is null");
            Objects.requireNonNull(joined, "joined is null");
            Objects.requireNonNull(left, "left is null");
        }
    }

    /**
     * An action that it is or was among.
     *
     * @param status as recorded; {@link #isActiveAt} also knows the time
     * @param released when it was taken out of the action, which may go on for others
     */
    public record Measure(
            String actionId,
            Optional<String> caseId,
            ActionStatus status,
            Instant from,
            Instant until,
            Decision decision,
            Optional<Undo> undone,
            Optional<Instant> released) {
        public Measure {
            Objects.requireNonNull(actionId, "actionId is null");
            Objects.requireNonNull(caseId, "caseId is null");
            Objects.requireNonNull(status, "status is null");
            Objects.requireNonNull(from, "from is null");
            Objects.requireNonNull(until, "until is null");
            Objects.requireNonNull(decision, "decision is null");
            Objects.requireNonNull(undone, "undone is null");
            Objects.requireNonNull(released, "released is null");
        }

        /** Whether it holds for the account at a time. */
        public boolean isActiveAt(Instant now) {
            return status == ActionStatus.ACTIVE && released.isEmpty() && !now.isBefore(from) && now.isBefore(until);
        }
    }

    /**
     * What a person found out about it.
     *
     * @param wholeCase whether it was found about the whole case that it was in
     */
    public record Finding(
            String caseId, Feedback.Finding finding, boolean wholeCase, String who, Instant when, String why) {
        public Finding {
            Objects.requireNonNull(caseId, "caseId is null");
            Objects.requireNonNull(finding, "finding is null");
            Objects.requireNonNull(who, "who is null");
            Objects.requireNonNull(when, "when is null");
            Objects.requireNonNull(why, "why is null");
        }
    }

    public AccountRecord {
        Objects.requireNonNull(account, "account is null");
        cases = List.copyOf(cases);
        measures = List.copyOf(measures);
        findings = List.copyOf(findings);
    }
}
