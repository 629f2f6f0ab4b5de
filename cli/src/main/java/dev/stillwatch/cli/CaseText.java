// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseEvent;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.cases.CaseWords;
import dev.stillwatch.cases.EvidenceItem;
import dev.stillwatch.cases.Member;
import dev.stillwatch.cases.Observed;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.report.CampaignFigures;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Cases as lines of text, for a terminal; names that others chose cannot steer it. */
final class CaseText {
    private static final int EVENTS = 20;

    private CaseText() {}

    static String queue(List<CaseSummary> rows) {
        if (rows.isEmpty()) {
            return "No case.\n";
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("CASE", "STATE", "VERDICT", "LOG-ODDS", "ACCOUNTS", "EXCHANGES", "UPDATED", "ASSIGNEE"));
        for (CaseSummary row : rows) {
            cells.add(List.of(
                    row.id(),
                    row.state().label(),
                    row.verdict().label(),
                    Figures.signed(row.score().nats()),
                    Figures.grouped(row.accounts()),
                    Figures.grouped(row.exchanges()),
                    Figures.minute(row.updated()),
                    row.assignee().map(name -> VisibleText.shortened(name, 24)).orElse("-")));
        }
        return columns(cells);
    }

    static String members(List<Member> members) {
        if (members.isEmpty()) {
            return "No account.\n";
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("ACCOUNT", "JOINED", "LEFT"));
        for (Member member : members) {
            cells.add(List.of(
                    VisibleText.of(member.account()),
                    Figures.minute(member.joined()),
                    member.left().map(Figures::minute).orElse("-")));
        }
        return columns(cells);
    }

    private static String columns(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                line.append(String.format(Locale.ROOT, "%-" + (widths[c] + 2) + "s", row.get(c)));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    static String whole(Case one, List<EvidenceItem> evidence, Instant now) {
        StringBuilder out = new StringBuilder();
        line(out, one.id() + " is " + one.state().label() + ". " + CaseWords.verdict(one));
        CaseSummary summary = one.summary();
        line(
                out,
                "Opened " + Figures.minute(summary.opened()) + ", changed " + Figures.minute(summary.updated())
                        + summary.assignee()
                                .map(name -> ", assigned to " + name)
                                .orElse(", assigned to nobody") + ".");
        summary.mergedInto().ifPresent(other -> line(out, "It went on as " + other + "."));
        summary.splitFrom().ifPresent(other -> line(out, "Its first members were in " + other + "."));
        line(out, CampaignFigures.doesNotMean(one.latest().campaign()));
        Campaign campaign = one.latest().campaign();
        heading(out, "Evidence, log-odds " + Figures.signed(campaign.score().nats()));
        for (Signal signal : campaign.signals()) {
            item(
                    out,
                    Figures.signed(signal.logOdds().nats()) + " "
                            + signal.channel().label() + ": " + signal.summary());
        }
        campaign.missing().forEach(missing -> item(out, "missing: " + missing.reason()));
        heading(out, "Actions");
        if (one.actions().isEmpty()) {
            item(out, "none");
        }
        one.actions().forEach(action -> item(out, action.id() + " " + CaseWords.of(action, now)));
        if (!one.feedback().isEmpty()) {
            heading(out, "Findings");
            one.feedback()
                    .forEach(feedback -> item(
                            out,
                            feedback.finding().label() + " by " + feedback.who() + ", "
                                    + (feedback.wholeCase()
                                            ? "the whole case"
                                            : Figures.count(feedback.accounts().size(), "account"))
                                    + ": " + feedback.why()));
        }
        if (!evidence.isEmpty()) {
            heading(out, "Sampled exchanges, redacted");
            evidence.forEach(item -> item(
                    out,
                    item.id() + " of " + VisibleText.shortened(item.account(), 60) + ", "
                            + Figures.minute(item.exchanged()) + ", "
                            + item.parts().stream()
                                    .map(part -> part.role().label() + " of "
                                            + Figures.count(part.characters(), "character"))
                                    .collect(Collectors.joining(", "))
                            + (item.readable() ? "" : ", removed") + ", read "
                            + Figures.count(item.reveals().size(), "time")));
        }
        heading(out, "History");
        List<CaseEvent> events = one.events();
        events.subList(Math.max(0, events.size() - EVENTS), events.size())
                .forEach(event -> item(
                        out,
                        Figures.minute(event.at()) + " " + event.kind().label() + " by " + event.who() + ": "
                                + event.text()));
        return out.toString();
    }

    static String action(Action action, Instant now) {
        return VisibleText.shortened(action.id() + " " + CaseWords.of(action, now), 1_000) + "\n";
    }

    /** What became of campaigns, for programs. */
    static String json(List<Observed> observed) {
        StringBuilder out = new StringBuilder("{\"cases\":[");
        for (int i = 0; i < observed.size(); i++) {
            Observed one = observed.get(i);
            // Ids of Stillwatch's own and numbers: nothing in them needs escaping.
            out.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"")
                    .append(one.caseId())
                    .append("\",\"outcome\":\"")
                    .append(one.outcome().name().toLowerCase(Locale.ROOT))
                    .append("\",\"joined\":")
                    .append(one.joined().size())
                    .append('}');
        }
        return out.append("]}\n").toString();
    }

    private static void heading(StringBuilder out, String words) {
        out.append('\n').append(words).append('\n');
    }

    private static void item(StringBuilder out, String words) {
        out.append("  - ");
        line(out, words);
    }

    private static void line(StringBuilder out, String words) {
        out.append(VisibleText.shortened(words, 1_000)).append('\n');
    }
}
