// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.console.CaseActionsPage.Outcome;
import dev.stillwatch.report.Figures;
import java.util.Optional;

/** Decides by hand on a countermeasure: never before its consequences were shown. */
final class Decide implements Screen {
    private final ConsoleParts parts;
    private final CaseStore store;
    private final CaseActionsPage page;

    Decide(ConsoleParts parts, CaseActionsPage page) {
        this.parts = parts;
        this.store = parts.store();
        this.page = page;
    }

    @Override
    public void mount(Routes routes) {
        routes.post("/console/cases/:case/preview", Role.ANALYST, visit -> preview(visit, ""))
                .post("/console/cases/:case/actions", Role.ANALYST, this::confirm);
    }

    private Reply preview(Visit visit, String changed) {
        Case one = store.find(visit.part("case"));
        Draft draft = Draft.of(visit);
        Wanted wanted = Wanted.of(draft);
        BlastRadius radius = BlastRadius.of(store, one, wanted, visit.now());
        return new Reply.Section(
                "case-preview",
                "queue",
                "Preview for " + one.id(),
                PreviewPage.of(one, draft, wanted, radius, parts.users(), visit, changed));
    }

    private Reply confirm(Visit visit) {
        boolean atOnce = visit.field("how").equals("at-once");
        if (atOnce && !visit.may(Role.APPROVER)) {
            return new Reply.Refused(403, "Putting it in force at once needs the role approver; propose it instead.");
        }
        Case one = store.find(visit.part("case"));
        Wanted wanted = Wanted.of(Draft.of(visit));
        if (!visit.field("members").equals(MembersSeen.members(one))) {
            return preview(visit, "The case's members changed since this was previewed. Nothing was done; look again.");
        }
        Optional<Action> action = store.act(
                Optional.of(one.id()),
                one.accounts(),
                ByHand.decision(wanted, one, visit.now()),
                visit.user().name(),
                visit.now());
        return page.show(
                visit,
                action.map(made -> outcome(visit, one, made, atOnce))
                        .orElseGet(
                                () -> Outcome.trouble(
                                        "Nothing was done: every account of this case was found benign. Record another finding first.")));
    }

    private Outcome outcome(Visit visit, Case before, Action made, boolean atOnce) {
        boolean fresh =
                before.actions().stream().noneMatch(earlier -> earlier.id().equals(made.id()));
        if (atOnce && made.status() == ActionStatus.PROPOSED) {
            Action approved = store.approve(made, visit.user().name(), visit.now());
            return Outcome.done(approved.id() + " is in force for "
                    + Figures.count(approved.accounts().size(), "account") + ", until "
                    + Figures.minute(approved.until()) + ".");
        }
        if (!fresh) {
            return Outcome.done("Already so: " + made.id() + " "
                    + (made.status() == ActionStatus.PROPOSED
                            ? "proposes the same."
                            : "does the same, in force until " + Figures.minute(made.until()) + "."));
        }
        String accounts = Figures.count(made.accounts().size(), "account");
        return Outcome.done(
                made.status() == ActionStatus.PROPOSED
                        ? made.id() + " is proposed for " + accounts + " and waits for an approver."
                        : made.id() + " is in force for " + accounts + ", until " + Figures.minute(made.until()) + ".");
    }
}
