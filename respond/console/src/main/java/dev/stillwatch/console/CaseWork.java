// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseEvent;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.console.CaseActionsPage.Outcome;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.VisibleText;

/** Who works on a case, what they write down, and when they are done. */
final class CaseWork implements Screen {
    private final ConsoleParts parts;
    private final CaseStore store;
    private final CaseActionsPage page;

    CaseWork(ConsoleParts parts, CaseActionsPage page) {
        this.parts = parts;
        this.store = parts.store();
        this.page = page;
    }

    @Override
    public void mount(Routes routes) {
        routes.post(
                        "/console/cases/:case/claim",
                        Role.ANALYST,
                        visit -> give(visit, visit.user().name()))
                .post("/console/cases/:case/give", Role.ANALYST, visit -> give(visit, colleague(visit)))
                .post("/console/cases/:case/note", Role.ANALYST, this::note)
                .post("/console/cases/:case/close", Role.ANALYST, this::close)
                .post("/console/cases/:case/reopen", Role.ANALYST, this::reopen);
    }

    private String colleague(Visit visit) {
        String name = visit.required("to", "to whom the case is given");
        return parts.users().stream()
                .filter(user -> user.name().equals(name) && user.role().includes(Role.ANALYST))
                .map(AdminUser::name)
                .findFirst()
                .orElseThrow(() -> new StillwatchException("No analyst has this name; see admin.users."));
    }

    private Reply give(Visit visit, String to) {
        Case one = store.find(visit.part("case"));
        String now = one.summary().assignee().orElse("");
        if (now.equals(to)) {
            return page.show(visit, Outcome.done("Already so: the case is with " + shown(to) + "."));
        }
        if (!now.equals(visit.field("assignee"))) {
            return page.show(
                    visit,
                    Outcome.trouble("Somebody was faster: the case is now with " + shown(now)
                            + ". Nothing was changed; take it over below if that is wanted."));
        }
        store.assign(one.id(), to, visit.user().name(), visit.now());
        return page.show(visit, Outcome.done("The case is with " + shown(to) + "."));
    }

    private static String shown(String name) {
        return name.isEmpty() ? "nobody" : VisibleText.shortened(name, 80);
    }

    private Reply note(Visit visit) {
        String text = visit.required("text", "the note");
        Case one = store.find(visit.part("case"));
        boolean twice = !one.events().isEmpty()
                && one.events().getLast().kind() == CaseEvent.Kind.NOTE
                && one.events().getLast().text().equals(text)
                && one.events().getLast().who().equals(visit.user().name());
        if (twice) {
            return page.show(visit, Outcome.done("Already so: this note stands in the history."));
        }
        store.note(one.id(), text, visit.user().name(), visit.now());
        return page.show(visit, Outcome.done("The note stands in the history."));
    }

    private Reply close(Visit visit) {
        String why = visit.required("reason", "why work on the case ends");
        Case one = store.find(visit.part("case"));
        if (!one.state().isOpen()) {
            return page.show(
                    visit, Outcome.done("Already so: the case is " + one.state().label() + "."));
        }
        store.close(one.id(), why, visit.user().name(), visit.now());
        return page.show(visit, Outcome.done("The case is closed. Actions in force run on until they end."));
    }

    private Reply reopen(Visit visit) {
        String why = visit.required("reason", "why work on the case goes on");
        Case one = store.find(visit.part("case"));
        if (one.state().isOpen()) {
            return page.show(visit, Outcome.done("Already so: the case is open."));
        }
        store.reopen(one.id(), why, visit.user().name(), visit.now());
        return page.show(visit, Outcome.done("The case is open again."));
    }
}
