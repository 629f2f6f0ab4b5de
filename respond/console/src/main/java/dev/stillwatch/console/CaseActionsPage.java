// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.util.Arrays;
import java.util.List;

/** Makes the part of a case's page where somebody acts, after whatever has just been done. Thread-safe. */
final class CaseActionsPage {
    private final ConsoleParts parts;

    CaseActionsPage(ConsoleParts parts) {
        this.parts = parts;
    }

    /**
     * What was just done, or could not be.
     *
     * @param words blank where nothing was
     */
    record Outcome(boolean worked, String words) {
        static final Outcome NONE = new Outcome(true, "");

        static Outcome done(String words) {
            return new Outcome(true, words);
        }

        static Outcome trouble(String words) {
            return new Outcome(false, words);
        }
    }

    /**
     * Who works on the case, and what the one who looks may do.
     *
     * @param me whoever looks
     * @param assignee blank where nobody works on it
     * @param assigneeSeen the same unshortened, to be sent back
     * @param others whom it may be given to
     */
    record Work(
            boolean mayAct, boolean mayApprove, String me, String assignee, String assigneeSeen, List<String> others) {
        boolean mine() {
            return assigneeSeen.equals(me);
        }
    }

    /**
     * The part as it is shown.
     *
     * @param revision of the case as it is shown
     * @param coming what paths under the case end in, so that the place in the queue is kept
     * @param seen stands for what findings would be about
     */
    record Model(
            String id,
            long revision,
            String coming,
            CaseState state,
            String members,
            String seen,
            Work work,
            Outcome outcome,
            List<ActionLine> proposals,
            List<ActionLine> inForce,
            List<ActionLine> over,
            boolean foundBenign,
            Draft draft,
            CaseHistory history) {
        boolean open() {
            return state.isOpen();
        }

        boolean merged() {
            return state == CaseState.MERGED;
        }
    }

    /** A line for whoever looks at an older state of the case; nothing for others. */
    Reply changed(Visit visit) {
        CaseSummary now = parts.store().overview(visit.part("case")).summary();
        String seen = visit.query("seen").orElse("");
        return new Reply.Part(
                "case-changed",
                seen.equals(Long.toString(now.revision()))
                        ? ""
                        : Places.ofCase(now.id(), "/actions" + Places.coming(visit.query("queue"))));
    }

    Reply show(Visit visit, Outcome outcome) {
        Case one = parts.store().find(visit.part("case"));
        return new Reply.Section(
                "case-actions",
                "queue",
                "Act on " + one.id(),
                new Model(
                        one.id(),
                        one.summary().revision(),
                        Places.coming(visit.query("queue")),
                        one.state(),
                        Figures.count(one.accounts().size(), "account"),
                        MembersSeen.findings(one),
                        work(visit, one),
                        outcome,
                        lines(one, visit, ActionStatus.PROPOSED),
                        lines(one, visit, ActionStatus.ACTIVE),
                        lines(one, visit, ActionStatus.EXPIRED, ActionStatus.UNDONE),
                        Findings.foundBenign(one),
                        Draft.FIRST,
                        CaseHistory.of(one, parts.vault().list(one.id()), visit.now())));
    }

    private Work work(Visit visit, Case one) {
        String me = visit.user().name();
        String assignee = one.summary().assignee().orElse("");
        return new Work(
                visit.may(Role.ANALYST),
                visit.may(Role.APPROVER),
                me,
                VisibleText.shortened(assignee, 80),
                assignee,
                parts.users().stream()
                        .filter(user -> user.role().includes(Role.ANALYST))
                        .map(AdminUser::name)
                        .filter(name -> !name.equals(me) && !name.equals(assignee))
                        .toList());
    }

    private static List<ActionLine> lines(Case one, Visit visit, ActionStatus... wanted) {
        return one.actions().reversed().stream()
                .filter(action -> Arrays.asList(wanted).contains(action.statusAt(visit.now())))
                .map(action -> ActionLine.of(action, visit.now()))
                .toList();
    }
}
