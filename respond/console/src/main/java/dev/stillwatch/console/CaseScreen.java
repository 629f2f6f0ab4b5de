// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseOverview;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import java.util.List;
import java.util.Optional;

/** A case, to be read: who, what, why, how sure, and what else it could be. What is done about it is another screen. */
final class CaseScreen implements Screen {
    private static final String PLACE = "queue";

    private final CaseStore store;
    private final ActedOn actedOn;
    private final CampaignCache campaigns = new CampaignCache();

    CaseScreen(ConsoleParts parts) {
        this.store = parts.store();
        this.actedOn = new ActedOn(parts.store());
    }

    @Override
    public void mount(Routes routes) {
        routes.getKept("/console/cases/:case", Role.VIEWER, this::page)
                .getKept("/console/cases/:case/groups", Role.VIEWER, this::groups)
                .getKept("/console/cases/:case/graph.json", Role.VIEWER, this::graph)
                .getKept("/console/cases/:case/accounts", Role.VIEWER, this::accounts);
    }

    private CaseReading reading(Visit visit) {
        CaseOverview overview = store.overview(visit.part("case"));
        int number = overview.latest().number();
        return new CaseReading(
                overview,
                campaigns.of(
                        overview.latest().sha256(),
                        () -> ReadCampaign.of(
                                store.assessment(overview.summary().id(), number)
                                        .campaign())));
    }

    private CohortPage cohort(Visit visit, CaseReading reading) {
        List<CohortLevel> steps = reading.read()
                .whole()
                .walk(visit.query("group").orElse(""))
                .orElseThrow(
                        () -> new StillwatchException(
                                "There is no such group, or none any more: the campaign was assessed anew. Open the case again."));
        return new CohortPage(reading, steps, actedOn.of(reading, visit.now()), visit.page());
    }

    private Reply page(Visit visit) {
        CaseReading reading = reading(visit);
        return new Reply.Page(
                "case", PLACE, reading.id(), new CasePage(reading, cohort(visit, reading), visit.query("queue")));
    }

    private Reply groups(Visit visit) {
        CohortPage cohort = cohort(visit, reading(visit));
        return new Reply.Page("case-groups", PLACE, cohort.about().id() + ", " + cohort.title(), cohort);
    }

    private Reply graph(Visit visit) {
        boolean narrow = visit.query("narrow").isPresent();
        return new Reply.Json(CohortDrawing.json(cohort(visit, reading(visit)), narrow));
    }

    private Reply accounts(Visit visit) {
        CaseReading reading = reading(visit);
        Optional<CohortLevel> group =
                reading.read().whole().at(visit.query("group").orElse(""));
        if (group.isEmpty()) {
            throw new StillwatchException("There is no such group; open the case again.");
        }
        MembersPage members =
                MembersPage.of(reading, group.get(), visit.query("text").orElse(""), visit.page());
        return new Reply.Page(
                "case-accounts",
                PLACE,
                reading.id() + ", accounts",
                members.with(store.inForce(members.names(), visit.now()), visit.now()));
    }
}
