// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.ActionSummary;
import dev.stillwatch.cases.CaseOverview;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Does one thing to many cases. What fails for one case is told, and the others go on. Thread-safe. Not one
 * change: each case, and each of its proposals, is changed by itself.
 */
final class Bulk {
    private final CaseStore store;

    Bulk(CaseStore store) {
        this.store = store;
    }

    /** What can be done to many cases. */
    enum Kind {
        CLAIM("claim", "Claimed", Role.ANALYST, false),
        CLOSE("close", "Closed", Role.ANALYST, true),
        APPROVE_PROPOSALS("approve all proposals", "Approved the proposals of", Role.APPROVER, false),
        FALSE_POSITIVE("record as false positives", "Recorded as false positives", Role.ANALYST, true);

        final String words;
        final String done;
        final Role needed;
        final boolean needsReason;

        Kind(String words, String done, Role needed, boolean needsReason) {
            this.words = words;
            this.done = done;
            this.needed = needed;
            this.needsReason = needsReason;
        }
    }

    /**
     * What became of one case.
     *
     * @param worked whether it is now as asked for, because of this or already
     * @param words what was done, or why not
     */
    record Outcome(String caseId, boolean worked, String words) {}

    /**
     * Does it to each case once, in the order given.
     *
     * @param reason of those that need one
     * @return one outcome for each different id
     * @throws StillwatchException before anything is done, if the user may not or a reason is missing
     */
    List<Outcome> apply(Kind kind, List<String> ids, String reason, AdminUser user, Instant now) {
        if (!user.role().includes(kind.needed)) {
            throw new StillwatchException(
                    "This needs the role " + kind.needed.name().toLowerCase(Locale.ROOT) + ".");
        }
        if (kind.needsReason && reason.isBlank()) {
            throw new StillwatchException("Fill in a reason; it stands in the history of each case.");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (String id : new LinkedHashSet<>(ids)) {
            outcomes.add(one(kind, id, reason, user, now));
        }
        return outcomes;
    }

    private Outcome one(Kind kind, String id, String reason, AdminUser user, Instant now) {
        try {
            CaseOverview one = store.overview(id);
            String words = switch (kind) {
                case CLAIM -> claim(one, user, now);
                case CLOSE -> close(one, reason, user, now);
                case APPROVE_PROPOSALS -> approve(one, reason, user, now);
                case FALSE_POSITIVE -> falsePositive(one, reason, user, now);
            };
            return new Outcome(id, true, words);
        } catch (StillwatchException e) {
            return new Outcome(id, false, String.valueOf(e.getMessage()));
        }
    }

    private String claim(CaseOverview one, AdminUser user, Instant now) {
        if (one.summary().assignee().equals(Optional.of(user.name()))) {
            return "already yours";
        }
        store.claim(one.summary().id(), user.name(), now);
        return "claimed";
    }

    private String close(CaseOverview one, String reason, AdminUser user, Instant now) {
        if (!one.summary().state().isOpen()) {
            return "already " + one.summary().state().label();
        }
        store.close(one.summary().id(), reason, user.name(), now);
        return "closed";
    }

    private String approve(CaseOverview one, String reason, AdminUser user, Instant now) {
        List<String> proposals = one.actions().stream()
                .filter(action -> action.status() == ActionStatus.PROPOSED)
                .map(ActionSummary::id)
                .toList();
        if (proposals.isEmpty()) {
            throw new StillwatchException("case " + one.summary().id() + " has no proposal that waits");
        }
        for (String proposal : proposals) {
            store.approve(store.action(proposal), user.name(), now);
        }
        if (!reason.isBlank()) {
            store.note(one.summary().id(), "Proposals approved: " + reason, user.name(), now);
        }
        return Figures.count(proposals.size(), "proposal") + " approved";
    }

    private String falsePositive(CaseOverview one, String reason, AdminUser user, Instant now) {
        if (one.foundBenign() && !one.summary().state().isOpen()) {
            return "already found to be a false positive";
        }
        store.feedback(one.summary().id(), Feedback.Finding.FALSE_POSITIVE, reason, user.name(), now);
        return "recorded as a false positive; its actions are undone and it is closed";
    }
}
