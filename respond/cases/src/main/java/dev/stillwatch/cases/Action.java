// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One countermeasure on a whole cohort of accounts. Immutable: changes to it make new ones.
 *
 * @param id stable and sayable, such as A-2026-0007
 * @param revision grows with every change; of two values of one action the higher is the newer
 * @param caseId the case it belongs to; empty for one that rests on no campaign, such as a directive
 * @param accounts those it holds for; an account released from it is not among them
 * @param from when it takes effect; for a proposed one, when it was proposed
 * @param until when it ends, exclusive; for a proposed one, when it would end if approved at once
 * @param status as recorded; {@link #isActiveAt} also knows the time
 * @param decision what it rests on, with the countermeasure and the reason
 * @param proposedBy who or what asked for it
 * @param approvals in order of time
 * @param undone how it was taken back
 */
public record Action(
        String id,
        long revision,
        Optional<String> caseId,
        Set<String> accounts,
        Instant from,
        Instant until,
        ActionStatus status,
        Decision decision,
        String proposedBy,
        List<Approval> approvals,
        Optional<Undo> undone) {
    public Action {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(caseId, "caseId is null");
        accounts = Set.copyOf(accounts);
        Objects.requireNonNull(from, "from is null");
        Objects.requireNonNull(until, "until is null");
        Objects.requireNonNull(status, "status is null");
        Objects.requireNonNull(decision, "decision is null");
        Objects.requireNonNull(proposedBy, "proposedBy is null");
        approvals = List.copyOf(approvals);
        Objects.requireNonNull(undone, "undone is null");
    }

    /** What is done to the accounts. */
    public Countermeasure countermeasure() {
        return decision.countermeasure();
    }

    /** Why, in words safe to show to the account's holder. */
    public String reason() {
        return decision.reason();
    }

    /** Whether it is in force at a time: active, begun and not yet over. */
    public boolean isActiveAt(Instant now) {
        return status == ActionStatus.ACTIVE && !now.isBefore(from) && now.isBefore(until);
    }

    /**
     * Whether it does what is asked for already and need not be renewed yet: it waits for approval, or is in force for
     * at least half of the time asked for.
     */
    public boolean covers(Countermeasure measure, Duration lasting, Instant now) {
        return countermeasure().equals(measure)
                && switch (status) {
                    case PROPOSED -> true;
                    case ACTIVE -> !until.isBefore(StoredTime.after(now, lasting.dividedBy(2)));
                    case EXPIRED, UNDONE -> false;
                };
    }

    /** The same as somebody saw it at a revision, to be approved or undone only if it still has that one. */
    public Action seenAt(long seen) {
        return new Action(id, seen, caseId, accounts, from, until, status, decision, proposedBy, approvals, undone);
    }

    /** The status at a time: an active one whose end has come counts as expired, recorded as such or not. */
    public ActionStatus statusAt(Instant now) {
        return status == ActionStatus.ACTIVE && !now.isBefore(until) ? ActionStatus.EXPIRED : status;
    }
}
