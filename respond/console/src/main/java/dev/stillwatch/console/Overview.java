// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The first page: what is going on. Its parts ask for themselves anew on live news. */
final class Overview implements Screen {
    private static final Duration RECENT = Duration.ofHours(24);
    private static final int MOST_ALARMS = 12;
    private static final int LONGEST_NOTICE = 300;

    private final RunningParts service;
    private final CaseGlance glance;
    private final TrafficMemory traffic;

    Overview(RunningParts service, CaseGlance glance, TrafficMemory traffic) {
        this.service = service;
        this.glance = glance;
        this.traffic = traffic;
    }

    /**
     * The figures above everything else.
     *
     * @param status what the service does now, in a sentence
     * @param calm whether that sentence is good news
     */
    record Numbers(String status, boolean calm, List<Figure> figures) {}

    /**
     * One of them.
     *
     * @param note what it means or leaves out
     */
    record Figure(String name, String value, String note) {}

    record OpenCase(String id, String state, String verdict, String score, String accounts, String opened) {}

    record Proposal(String id, String what, String accounts, String since, Optional<String> caseId) {}

    record Measure(String kind, String actions, String accounts) {}

    record StateRow(String state, List<Integer> counts) {}

    /**
     * What there is to do.
     *
     * @param verdicts columns of {@code byState}
     */
    record Work(
            List<OpenCase> urgent,
            int open,
            List<String> verdicts,
            List<StateRow> byState,
            List<Proposal> proposals,
            int proposed,
            List<Measure> measures,
            String touched) {}

    /**
     * Something operators were told.
     *
     * @param when how long ago
     * @param at for machines
     */
    record Told(boolean alarm, String when, String at, String what) {}

    record News(List<Told> told) {}

    record Model(Numbers numbers, Work work, News news, RateTable rates) {}

    @Override
    public void mount(Routes routes) {
        routes.get("/console/overview", Role.VIEWER, this::page)
                .get(
                        "/console/overview/numbers",
                        Role.VIEWER,
                        v -> new Reply.Part("overview-numbers", numbers(v.now())))
                .get("/console/overview/work", Role.VIEWER, v -> new Reply.Part("overview-work", work(v.now())))
                .get("/console/overview/news", Role.VIEWER, v -> new Reply.Part("overview-news", news(v.now())))
                .get("/console/overview/rates", Role.VIEWER, _ -> new Reply.Part("overview-rates", rates()))
                .get(
                        "/console/overview/figures.json",
                        Role.VIEWER,
                        v -> new Reply.Json(OverviewJson.of(traffic.rates(), glance.at(v.now()))));
    }

    private Reply page(Visit visit) {
        Instant now = visit.now();
        return new Reply.Page("overview", "Overview", new Model(numbers(now), work(now), news(now), rates()));
    }

    private RateTable rates() {
        return RateTable.of(traffic.rates());
    }

    private Numbers numbers(Instant now) {
        ServiceFigures figures = service.figures();
        CaseGlance.Figures cases = glance.at(now);
        ServiceFigures.Detection detection = figures.detection();
        List<TrafficMemory.Rates> rates = traffic.rates();
        return new Numbers(
                status(figures),
                detection.trouble().isEmpty() && detection.behind().isZero(),
                List.of(
                        new Figure(
                                "Requests per second",
                                rates.isEmpty()
                                        ? "not known yet"
                                        : Words.rate(rates.getLast().all()),
                                Figures.grouped(figures.requests().active()) + " being served"),
                        new Figure(
                                "Exchanges judged",
                                Figures.grouped(figures.exchanges().judged()),
                                unseen(figures.exchanges())),
                        new Figure(
                                "Open cases",
                                Figures.grouped(cases.openCases()),
                                Figures.grouped(cases.openCases(CaseState.NEW)) + " seen by nobody yet"),
                        new Figure("Proposals", Figures.grouped(cases.proposals()), "waiting for approval"),
                        new Figure(
                                "Actions in force",
                                Figures.grouped(cases.actions()),
                                "on " + Figures.count(cases.touched(), "account")),
                        new Figure(
                                "False positives",
                                Figures.grouped(cases.foundBenign()),
                                "accounts that people found benign"),
                        new Figure(
                                "Detection",
                                detection.trouble().isPresent()
                                        ? "down"
                                        : detection.behind().isZero()
                                                ? "up to date"
                                                : Figures.duration(detection.behind()) + " behind",
                                "what came in, against what it has read"),
                        new Figure(
                                "Last judged",
                                detection
                                        .assessed()
                                        .map(at -> Words.ago(at, now))
                                        .orElse("nothing yet"),
                                detection.assessed().map(Figures::minute).orElse("no assessment has ended yet"))));
    }

    private static String status(ServiceFigures figures) {
        ServiceFigures.Detection detection = figures.detection();
        if (detection.trouble().isPresent()) {
            return "Nobody watches: "
                    + VisibleText.shortened(detection.trouble().get(), LONGEST_NOTICE);
        }
        if (!detection.behind().isZero()) {
            return "Requests are recorded, but detection is " + Figures.duration(detection.behind())
                    + " behind; nothing is lost.";
        }
        return "Requests are recorded and looked at.";
    }

    private static String unseen(ServiceFigures.Exchanges exchanges) {
        return exchanges.notRecorded() == 0
                ? Figures.grouped(exchanges.recorded()) + " recorded since the start, none lost"
                : Figures.grouped(exchanges.notRecorded()) + " could not be recorded and are not judged";
    }

    private Work work(Instant now) {
        CaseGlance.Figures cases = glance.at(now);
        return new Work(
                cases.urgent().stream().map(one -> open(one, now)).toList(),
                cases.openCases(),
                Arrays.stream(Verdict.values()).map(Verdict::label).toList(),
                cases.open().entrySet().stream()
                        .map(state -> new StateRow(
                                state.getKey().label(),
                                Arrays.stream(Verdict.values())
                                        .map(verdict -> state.getValue().getOrDefault(verdict, 0))
                                        .toList()))
                        .toList(),
                cases.proposed().stream().map(one -> proposal(one, now)).toList(),
                cases.proposals(),
                cases.inForce().stream()
                        .map(one -> new Measure(
                                one.kind(), Figures.grouped(one.actions()), Figures.grouped(one.accounts())))
                        .toList(),
                Figures.count(cases.touched(), "account"));
    }

    private static OpenCase open(CaseSummary one, Instant now) {
        return new OpenCase(
                one.id(),
                one.state().label(),
                one.verdict().label(),
                Figures.signed(one.score().nats()),
                Figures.grouped(one.accounts()),
                Words.ago(one.opened(), now));
    }

    private static Proposal proposal(Action action, Instant now) {
        return new Proposal(
                action.id(),
                CaseGlance.kind(action.countermeasure()),
                Figures.grouped(action.accounts().size()),
                Words.ago(action.from(), now),
                action.caseId());
    }

    private News news(Instant now) {
        return new News(service.notices().stream()
                .filter(notice -> notice.at().isAfter(now.minus(RECENT)))
                .limit(MOST_ALARMS)
                .map(notice -> new Told(
                        notice.alarm(),
                        Words.ago(notice.at(), now),
                        notice.at().toString(),
                        VisibleText.shortened(notice.what(), LONGEST_NOTICE)))
                .toList());
    }
}
