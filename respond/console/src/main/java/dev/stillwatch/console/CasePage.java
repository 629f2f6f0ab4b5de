// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.AssessmentMark;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.cases.CaseWords;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.report.CampaignFigures;
import dev.stillwatch.report.Figures;
import gg.jte.Content;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a case says.
 *
 * @param queue what its address says of the queue that somebody came from
 */
record CasePage(CaseReading about, CohortPage cohort, Optional<String> queue) {
    private static final int LATEST = 20;

    /**
     * An assessment in the history.
     *
     * @param number from 1
     */
    record Past(int number, String at, String verdict, String score, String accounts, String exchanges) {}

    CaseSummary summary() {
        return about.overview().summary();
    }

    ReadCampaign read() {
        return about.read();
    }

    String path(String rest) {
        return about.path(rest);
    }

    /** The part in which somebody acts on it. */
    String actions() {
        return path("/actions" + Places.coming(queue));
    }

    /** The list that the case was opened from. */
    String back() {
        return QueueFilter.parse(queue.orElse("")).at(0).path();
    }

    /** The case that comes next in that list. */
    String next() {
        return QueueOrder.path(queue.orElse(""), about.id());
    }

    String state() {
        return summary().state().label();
    }

    Optional<String> assignee() {
        return summary().assignee();
    }

    /** The case that goes on with this one. */
    Optional<String> goesOnAs() {
        return summary().state() == CaseState.MERGED ? summary().mergedInto() : Optional.empty();
    }

    String verdict() {
        return CaseWords.verdict(about.campaign(), about.overview().foundBenign());
    }

    boolean accused() {
        return about.campaign().verdict() == Verdict.DISTILLATION;
    }

    String verdictLabel() {
        return about.campaign().verdict().label();
    }

    /** How sure, in a sentence. */
    String sure() {
        double p = about.campaign().pValue().value();
        return "Score " + Figures.signed(about.campaign().score().nats()) + ", "
                + CampaignFigures.strength(about.campaign())
                + ": of harmless groups " + Figures.oneIn(p) + " would score as high ("
                + Figures.p(p).replace(' ', '\u00A0') + ").";
    }

    String opened() {
        return Figures.minute(summary().opened());
    }

    String seen() {
        return Figures.minute(about.campaign().firstSeen()) + " to "
                + Figures.minute(about.campaign().lastSeen());
    }

    String accounts() {
        return Figures.grouped(about.campaign().accounts().size());
    }

    String exchanges() {
        return Figures.grouped(about.campaign().exchanges());
    }

    String assessed() {
        return Figures.minute(about.overview().latest().at());
    }

    /** The latest assessments, newest first. */
    List<Past> history() {
        List<AssessmentMark> all = about.overview().history();
        return all.subList(Math.max(0, all.size() - LATEST), all.size()).reversed().stream()
                .map(mark -> new Past(
                        mark.number(),
                        Figures.minute(mark.at()),
                        mark.verdict().label(),
                        Figures.signed(mark.score().nats()),
                        Figures.grouped(mark.accounts()),
                        Figures.grouped(mark.exchanges())))
                .toList();
    }

    int assessments() {
        return about.overview().history().size();
    }

    /** The score over time. */
    Content scores() {
        return CampaignMarkup.of(
                html -> new ScoreHistory(html).draw(about.overview().history()));
    }
}
