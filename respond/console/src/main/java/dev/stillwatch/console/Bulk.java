// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.ActionSummary;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.Figures;
import java.time.Instant;
import java.util.List;

/** Does one thing to many cases; what fails for one does not keep the others from it. Thread-safe. */
interface Bulk {
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
     * @param worked whether it is now as asked for
     * @param words what was done, or why not
     */
    record Outcome(String caseId, boolean worked, String words) {}

    /** Does it to each case once, in the order given; one outcome for each different id. */
    List<Outcome> apply(Kind kind, List<String> ids, String reason, AdminUser user, Instant now);

    /** Each case by itself, as its own page would do it. */
    static Bulk over(CaseStore store) {
        return (kind, ids, reason, user, now) -> ids.stream()
                .distinct()
                .map(id -> {
                    try {
                        return new Outcome(id, true, one(store, kind, id, reason, user.name(), now));
                    } catch (StillwatchException e) {
                        return new Outcome(id, false, String.valueOf(e.getMessage()));
                    }
                })
                .toList();
    }

    private static String one(CaseStore store, Kind kind, String id, String reason, String user, Instant now) {
        return switch (kind) {
            case CLAIM -> {
                store.claim(id, user, now);
                yield "claimed";
            }
            case CLOSE -> {
                store.close(id, reason, user, now);
                yield "closed";
            }
            case APPROVE_PROPOSALS -> {
                List<String> proposals = store.overview(id).actions().stream()
                        .filter(action -> action.status() == ActionStatus.PROPOSED)
                        .map(ActionSummary::id)
                        .toList();
                if (proposals.isEmpty()) {
                    throw new StillwatchException("case " + id + " has no proposal that waits");
                }
                proposals.forEach(action -> store.approve(store.action(action), user, now));
                if (!reason.isBlank()) {
                    store.note(id, "Proposals approved: " + reason, user, now);
                }
                yield Figures.count(proposals.size(), "proposal") + " approved";
            }
            case FALSE_POSITIVE -> {
                store.feedback(id, Feedback.Finding.FALSE_POSITIVE, reason, user, now);
                yield "recorded; its actions are undone and it is closed";
            }
        };
    }
}
