// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.report.CampaignFigures;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.Html;
import dev.stillwatch.report.Page;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** dossier.html: a case on one page, for somebody who has nothing but that page. */
final class DossierPage {
    private static final int ROWS = 500;
    private static final int NAME = 60;
    private static final int WORDS = 1_000;

    private final Html html;
    private final Dossier dossier;
    private final Case one;
    private final Instant now;

    private DossierPage(Html html, Dossier dossier) {
        this.html = html;
        this.dossier = dossier;
        this.one = dossier.subject();
        this.now = dossier.exported();
    }

    static String of(Dossier dossier) {
        return Page.of("Stillwatch case " + dossier.subject().id(), html -> new DossierPage(html, dossier).write());
    }

    private void write() {
        try (var _ = html.in("header", "class", "masthead")) {
            html.leaf("span", "Stillwatch", "class", "brand");
            html.leaf("span", "Case " + one.id() + ", as of " + Figures.minute(now), "class", "period");
        }
        html.line();
        Campaign campaign = one.latest().campaign();
        try (var _ = html.in("main", "id", "findings")) {
            headline(campaign);
            try (var _ = html.in("article", "class", "campaign", "id", "case")) {
                found(campaign);
                done();
                kept();
                history();
                members();
            }
        }
        footer();
    }

    private void headline(Campaign campaign) {
        try (var _ = html.in("section", "class", "headline")) {
            html.leaf("h1", CaseWords.verdict(one));
            html.leaf(
                    "p",
                    "The case is " + one.state().label() + ". It was opened "
                            + Figures.minute(one.summary().opened()) + " and rests on "
                            + Figures.count(one.assessments().size(), "assessment")
                            + ". The latest gives it log-odds of "
                            + Figures.signed(campaign.score().nats()) + " over "
                            + Figures.count(campaign.exchanges(), "exchange") + ".",
                    "class",
                    "lead");
            html.leaf("p", CampaignFigures.doesNotMean(campaign), "class", "prose");
        }
        html.line();
    }

    private void found(Campaign campaign) {
        CampaignFigures figures = new CampaignFigures(html, "d", Dossier.JSON);
        part("The accounts", "Who acts together, and what they share.", () -> figures.accounts(campaign));
        part("Over time", "When they asked.", () -> figures.timeline(campaign));
        part("The evidence", "Log-odds for and against; their sum is the score.", () -> figures.evidence(campaign));
        part("What was harvested", "Prompt patterns, without their content.", () -> figures.templates(campaign));
    }

    private void done() {
        part("What was done", "Decisions, approvals, undoing.", () -> {
            if (one.actions().isEmpty()) {
                html.leaf("p", "Nothing yet.", "class", "quiet");
            }
            one.actions().forEach(this::action);
        });
        part("What people found", "Findings, and what they are about.", () -> {
            table(
                    List.of("When", "Finding", "Accounts", "Who", "Why", "Assessment"),
                    one.feedback().stream()
                            .map(feedback -> List.of(
                                    Figures.minute(feedback.when()),
                                    feedback.finding().label(),
                                    feedback.wholeCase()
                                            ? "the whole case"
                                            : Figures.grouped(
                                                    feedback.accounts().size()),
                                    feedback.who(),
                                    feedback.why(),
                                    feedback.assessment().substring(0, 12)))
                            .toList());
        });
    }

    private void action(Action action) {
        Decision decision = action.decision();
        try (var _ = html.in("h4")) {
            html.name(action.id(), NAME, "class", "id").text(" ");
            html.name(CaseWords.of(action, now), WORDS);
        }
        try (var _ = html.in("ul")) {
            item("Reason: " + decision.reason());
            item("Decided " + Figures.minute(decision.decidedAt()) + " by rule " + decision.rule() + " of pack "
                    + decision.pack() + ", version " + decision.version() + ", for "
                    + Figures.duration(decision.lasting()) + "; facts' SHA-256 " + decision.factsHash());
            item("Asked for by " + action.proposedBy()
                    + (decision.needsApproval() ? "; needs a person's approval" : "; needs no approval"));
            action.approvals()
                    .forEach(
                            approval -> item("Approved by " + approval.who() + ", " + Figures.minute(approval.when())));
        }
        html.line();
    }

    private void item(String words) {
        try (var _ = html.in("li")) {
            html.name(words, WORDS);
        }
    }

    private void kept() {
        part("Sampled exchanges", "Encrypted; text shown only where it was revealed for this dossier.", () -> {
            table(
                    List.of("Id", "Account", "Exchanged", "Holds", "Commitment"),
                    dossier.evidence().stream()
                            .map(item -> List.of(
                                    item.id(),
                                    item.account(),
                                    Figures.minute(item.exchanged()),
                                    item.parts().stream()
                                                    .map(part -> part.role().label() + " "
                                                            + Figures.count(part.characters(), "character"))
                                                    .collect(Collectors.joining(", "))
                                            + (item.readable() ? "" : "; removed"),
                                    item.commitment().substring(0, 12)))
                            .toList());
            dossier.evidence()
                    .forEach(item -> dossier.texts()
                            .getOrDefault(item.id(), List.of())
                            .forEach(part -> {
                                html.leaf("h4", item.id() + ", " + part.role().label());
                                html.leaf("p", VisibleText.ofLines(part.text()), "class", "prose");
                            }));
            List<List<String>> reveals = dossier.evidence().stream()
                    .flatMap(item -> item.reveals().stream()
                            .map(reveal ->
                                    List.of(item.id(), Figures.minute(reveal.when()), reveal.who(), reveal.why())))
                    .toList();
            html.leaf("h4", "Who has read them");
            table(List.of("Id", "When", "Who", "Why"), reveals);
        });
    }

    private void history() {
        part("History", "What happened to the case.", () -> {
            table(
                    List.of("When", "What", "Who", "In words"),
                    one.events().stream()
                            .map(event -> List.of(
                                    Figures.minute(event.at()), event.kind().label(), event.who(), event.text()))
                            .toList());
            html.leaf("h4", "Assessments");
            table(
                    List.of("Number", "When", "Campaign", "SHA-256"),
                    one.assessments().stream()
                            .map(assessment -> List.of(
                                    Integer.toString(assessment.number()),
                                    Figures.minute(assessment.at()),
                                    assessment.campaignId(),
                                    assessment.sha256()))
                            .toList());
        });
    }

    private void members() {
        part("Members", "In order of name.", () -> {
            table(
                    List.of("Account"),
                    one.accounts().stream().sorted().map(List::of).toList());
            if (!one.formerAccounts().isEmpty()) {
                html.leaf("h4", "No longer members");
                table(
                        List.of("Account"),
                        one.formerAccounts().stream().sorted().map(List::of).toList());
            }
        });
    }

    private void table(List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            html.leaf("p", "None.", "class", "quiet");
            return;
        }
        try (var _ = html.in(
                        "div",
                        "class",
                        "scroll tall",
                        "tabindex",
                        "0",
                        "role",
                        "region",
                        "aria-label",
                        heads.getFirst());
                var _ = html.in("table")) {
            try (var _ = html.in("thead");
                    var _ = html.in("tr")) {
                heads.forEach(head -> html.leaf("th", head, "scope", "col"));
            }
            try (var _ = html.in("tbody")) {
                for (List<String> row : rows.subList(0, Math.min(ROWS, rows.size()))) {
                    try (var _ = html.in("tr")) {
                        row.forEach(cell -> {
                            try (var _ = html.in("td")) {
                                html.name(cell, WORDS);
                            }
                        });
                    }
                    html.line();
                }
            }
        }
        if (rows.size() > ROWS) {
            html.leaf(
                    "p", Figures.grouped(rows.size() - ROWS) + " more are in " + Dossier.JSON + ".", "class", "quiet");
        }
    }

    private void part(String title, String note, Runnable content) {
        try (var _ = html.in("section", "class", "part")) {
            try (var _ = html.in("div", "class", "rail")) {
                html.leaf("h3", title);
                html.leaf("p", note);
            }
            try (var _ = html.in("div", "class", "content")) {
                content.run();
            }
        }
        html.line();
    }

    private void footer() {
        try (var _ = html.in("footer")) {
            html.text("Stillwatch " + dossier.version() + ". Beside this page: ");
            html.leaf("a", Dossier.JSON, "href", Dossier.JSON).text(", ");
            html.leaf("a", Dossier.MANIFEST, "href", Dossier.MANIFEST);
            html.text(" with the SHA-256 of each file. This page loads nothing and sends nothing.");
        }
        html.line();
    }
}
