// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.console.CaseActionsPage.Outcome;

/** The half of a case's page where somebody acts on it. */
final class CaseActionsScreen implements Screen {
    private final ConsoleParts parts;

    CaseActionsScreen(ConsoleParts parts) {
        this.parts = parts;
    }

    @Override
    public void mount(Routes routes) {
        CaseActionsPage page = new CaseActionsPage(parts);
        routes.getKept("/console/cases/:case/actions", Role.VIEWER, visit -> page.show(visit, Outcome.NONE))
                .get("/console/cases/:case/changed", Role.VIEWER, page::changed);
        new Decide(parts, page).mount(routes);
        new Approvals(parts.store(), page).mount(routes);
        new Findings(parts.store(), page).mount(routes);
        new CaseWork(parts, page).mount(routes);
        new SamplesScreen(parts.vault()).mount(routes);
        new DossierFiles(parts).mount(routes);
    }
}
