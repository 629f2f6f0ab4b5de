// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseState;
import dev.stillwatch.console.AdminUser.Role;
import java.util.Map;
import java.util.Set;

/** The first page: what is going on. */
final class Overview implements Screen {
    private final ConsoleParts parts;

    Overview(ConsoleParts parts) {
        this.parts = parts;
    }

    record Model(int openCases, int activeActions, Map<String, Object> status) {}

    @Override
    public void mount(Routes routes) {
        routes.get("/console/overview", Role.VIEWER, this::page);
    }

    private Reply page(Visit visit) {
        return new Reply.Page(
                "overview",
                "Overview",
                new Model(
                        parts.store()
                                .cases(Set.of(CaseState.NEW, CaseState.OPEN, CaseState.ACTED))
                                .size(),
                        parts.store().activeActions(visit.now()).size(),
                        parts.service().status()));
    }
}
