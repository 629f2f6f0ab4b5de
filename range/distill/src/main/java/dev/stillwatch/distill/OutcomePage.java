// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.distill.DistillOutcome.Row;
import dev.stillwatch.distill.HarvestResult.Usefulness;
import dev.stillwatch.report.Html;
import dev.stillwatch.report.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An outcome as one page that needs nothing beside itself. */
public final class OutcomePage {
    private final DistillOutcome outcome;
    private final Html html;

    private OutcomePage(DistillOutcome outcome, Html html) {
        this.outcome = outcome;
        this.html = html;
    }

    /** The page's source. */
    public static String of(DistillOutcome outcome) {
        return Page.of("What each response leaves of a distillation", html -> new OutcomePage(outcome, html).write());
    }

    private void write() {
        try (var _ = html.in("header", "class", "masthead")) {
            html.leaf("span", "Stillwatch", "class", "brand");
            html.leaf("span", "range distill, seed " + outcome.plan().seed(), "class", "period");
        }
        try (var _ = html.in("main", "id", "findings")) {
            headline();
            section(
                    "By what the campaign receives",
                    "Students of the same size, trained for as many updates, on the"
                            + " first part, and on all, of what came back through the gateway. Thin lines are 95 % intervals.");
            new SharePlot(html, outcome.rows()).draw();
            end();
            section(
                    "What each response leaves",
                    "The student that had all that the campaign received, as a share of"
                            + " its teacher's accuracy; of several ways to use it, the best.");
            BarPlot.draw(html, "Share of the teacher's accuracy by response", shares(), 1);
            end();
            section(
                    "What the student costs",
                    "Floating-point operations of a student's training, as a share of those"
                            + " of its teacher's: " + OutcomeTable.operations(outcome.teacherOperations())
                            + ". The teacher's"
                            + " answers, which the campaign had for the asking, are not counted.");
            BarPlot.draw(html, "Compute as a share of the teacher's by response", costs(), mostCost());
            end();
            section(
                    "What everybody else gets",
                    "Of what they ask for, with the measure on the campaign only, and if"
                            + " it were put on everybody.");
            benign();
            end();
        }
    }

    private void headline() {
        try (var _ = html.in("section", "class", "headline")) {
            html.leaf("h1", "What each response leaves of a distillation");
            html.leaf(
                    "p",
                    String.format(
                            Locale.ROOT,
                            "%d accounts harvest a small model for %s among %,d others, in simulated time, through the"
                                    + " running gateway. The teacher answers %s of %d problems rightly.",
                            outcome.plan().accounts(),
                            outcome.plan().lasts().toHours() + " hours",
                            outcome.plan().benign(),
                            OutcomeTable.percent(outcome.teacherAccuracy().share()),
                            outcome.teacherAccuracy().problems()),
                    "class",
                    "lead");
            for (Row row : outcome.rows()) {
                row.detection().ifPresent(found -> html.leaf("p", OutcomeTable.detection(outcome, found)));
            }
        }
    }

    /* Sections are opened and closed apart, as what stands in them is drawn by others. */
    private Html.Scope open = () -> {};

    private void section(String title, String words) {
        open = html.in("section", "class", "block");
        html.leaf("h2", title).leaf("p", words, "class", "quiet");
    }

    private void end() {
        open.close();
        html.line();
    }

    private List<BarPlot.Bar> shares() {
        List<BarPlot.Bar> bars = new ArrayList<>();
        for (Row row : outcome.rows()) {
            CurvePoint best = row.best();
            String words = OutcomeTable.percent(best.share())
                    + (best.way() == Student.Way.AS_RECEIVED
                            ? ""
                            : ", " + best.way().title());
            bars.add(new BarPlot.Bar(
                    row.defence().title(),
                    best.share(),
                    best.shareInterval().low(),
                    best.shareInterval().high(),
                    words,
                    colour(bars.size())));
        }
        return bars;
    }

    private List<BarPlot.Bar> costs() {
        List<BarPlot.Bar> bars = new ArrayList<>();
        for (Row row : outcome.rows()) {
            double cost = row.best().cost();
            bars.add(new BarPlot.Bar(
                    row.defence().title(), cost, cost, cost, OutcomeTable.percent(cost), colour(bars.size())));
        }
        return bars;
    }

    private double mostCost() {
        return Math.max(
                1e-9,
                outcome.rows().stream()
                        .mapToDouble(row -> row.best().cost())
                        .max()
                        .orElse(1));
    }

    private static String colour(int row) {
        return SharePlot.COLOURS.get(row % SharePlot.COLOURS.size());
    }

    private void benign() {
        try (var _ = html.in("table")) {
            try (var _ = html.in("thead");
                    var _ = html.in("tr")) {
                for (String title : OutcomeTable.BENIGN_TITLES) {
                    html.leaf("th", title);
                }
            }
            try (var _ = html.in("tbody")) {
                for (Row row : outcome.rows()) {
                    benign(row.defence().title(), OutcomeTable.scope(row), row.onCampaign());
                    row.onEverybody().ifPresent(usefulness -> benign("", "everybody", usefulness));
                }
            }
        }
    }

    private void benign(String title, String scope, Usefulness usefulness) {
        try (var _ = html.in("tr")) {
            OutcomeTable.benign(title, scope, usefulness).forEach(cell -> html.leaf("td", cell));
        }
    }
}
