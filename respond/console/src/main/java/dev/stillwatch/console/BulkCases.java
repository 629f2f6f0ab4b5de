// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
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

/**
 * Does one thing to many cases. What fails for one case is told, and the others go on. Thread-safe. Not one
 * change: each case, and each of its proposals, is changed by itself.
 */
final class BulkCases {
    private final CaseStore store;

    BulkCases(CaseStore store) {
        this.store = store;
    }

    /** What can be done to many cases. */
    enum Kind {
        CLAIM(Role.ANALYST),
        CLOSE(Role.ANALYST),
        APPROVE_PROPOSALS(Role.APPROVER),
        FALSE_POSITIVE(Role.ANALYST);

        private final Role needed;

        Kind(Role needed) {
            this.needed = needed;
        }

        /** What a user must be. */
        Role needed() {
            return needed;
        }

        private boolean needsReason() {
            return this == CLOSE || this == FALSE_POSITIVE;
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
        if (!user.role().includes(kind.needed())) {
            throw new StillwatchException(
                    "This needs the role " + kind.needed().name().toLowerCase(Locale.ROOT) + ".");
        }
        if (kind.needsReason() && reason.isBlank()) {
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
            Case one = store.find(id);
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

    private String claim(Case one, AdminUser user, Instant now) {
        String assignee = one.summary().assignee().orElse("");
        if (assignee.equals(user.name())) {
            return "already yours";
        }
        if (!assignee.isEmpty()) {
            throw new StillwatchException("is with somebody else; take it over on its own page");
        }
        store.assign(one.id(), user.name(), user.name(), now);
        return "claimed";
    }

    private String close(Case one, String reason, AdminUser user, Instant now) {
        if (!one.state().isOpen()) {
            return "already " + one.state().label();
        }
        store.close(one.id(), reason, user.name(), now);
        return "closed";
    }

    private String approve(Case one, String reason, AdminUser user, Instant now) {
        List<Action> proposals = one.actions().stream()
                .filter(action -> action.status() == ActionStatus.PROPOSED)
                .toList();
        if (proposals.isEmpty()) {
            return "no proposal waits";
        }
        for (Action proposal : proposals) {
            store.approve(proposal, user.name(), now);
        }
        if (!reason.isBlank()) {
            store.note(one.id(), "Proposals approved: " + reason, user.name(), now);
        }
        return Figures.count(proposals.size(), "proposal") + " approved";
    }

    private String falsePositive(Case one, String reason, AdminUser user, Instant now) {
        if (Findings.foundBenign(one) && !one.state().isOpen()) {
            return "already found to be a false positive";
        }
        store.feedback(one.id(), Feedback.Finding.FALSE_POSITIVE, reason, user.name(), now);
        return "recorded as a false positive; its actions are undone and it is closed";
    }
}
