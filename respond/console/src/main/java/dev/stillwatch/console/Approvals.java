// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.console.CaseActionsPage.Outcome;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.Figures;
import java.util.Locale;

/** Puts proposals in force and takes actions back, as long as they are what was seen. */
final class Approvals implements Screen {
    private final CaseStore store;
    private final CaseActionsPage page;

    Approvals(CaseStore store, CaseActionsPage page) {
        this.store = store;
        this.page = page;
    }

    @Override
    public void mount(Routes routes) {
        routes.post("/console/cases/:case/actions/:action/approve", Role.APPROVER, this::approve)
                .post("/console/cases/:case/actions/:action/undo", Role.ANALYST, this::undo);
    }

    private Reply approve(Visit visit) {
        Action seen = ActionSeen.of(store, visit);
        if (seen.statusAt(visit.now()) == ActionStatus.ACTIVE) {
            return page.show(visit, Outcome.done("Already so: " + seen.id() + " is in force."));
        }
        try {
            Action now = store.approve(seen, visit.user().name(), visit.now());
            return page.show(
                    visit,
                    Outcome.done(now.id() + " is in force for "
                            + Figures.count(now.accounts().size(), "account") + ", until "
                            + Figures.minute(now.until()) + "."));
        } catch (StillwatchException e) {
            return page.show(visit, Outcome.trouble(sentence(e)));
        }
    }

    private Reply undo(Visit visit) {
        String why = visit.required("reason", "why it is taken back");
        Action seen = ActionSeen.of(store, visit);
        if (seen.status() == ActionStatus.UNDONE) {
            return page.show(visit, Outcome.done("Already so: " + seen.id() + " is undone."));
        }
        if (seen.statusAt(visit.now()) == ActionStatus.EXPIRED) {
            return page.show(visit, Outcome.done(seen.id() + " had run out already; there was nothing to undo."));
        }
        try {
            Action now = store.undo(seen, why, visit.user().name(), visit.now());
            return page.show(visit, Outcome.done(now.id() + " is undone."));
        } catch (StillwatchException e) {
            return page.show(visit, Outcome.trouble(sentence(e)));
        }
    }

    /* The store's messages begin in the middle of a sentence, for programs that put their name before them. */
    private static String sentence(StillwatchException e) {
        String message = String.valueOf(e.getMessage());
        String end = message.endsWith(".") ? "" : ".";
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + end;
    }
}
