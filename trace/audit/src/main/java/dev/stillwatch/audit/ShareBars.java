// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.report.Figures;
import dev.stillwatch.report.Html;
import dev.stillwatch.report.VisibleText;
import java.util.List;
import java.util.Locale;

/** Draws the share of rows with evidence of the sources most at risk, each with its interval. */
final class ShareBars {
    private static final int DRAWN = 12;
    private static final int STEP = 44;

    private final Html html;

    ShareBars(Html html) {
        this.html = html;
    }

    void draw(List<SourceSummary> sources) {
        List<SourceSummary> drawn = sources.stream().limit(DRAWN).toList();
        try (var _ = html.in("figure")) {
            try (var _ = html.in(
                    "svg",
                    "class",
                    "histogram",
                    "width",
                    "100%",
                    "height",
                    Integer.toString(drawn.size() * STEP + 20),
                    "role",
                    "img",
                    "aria-label",
                    "Share of rows with evidence, by source")) {
                for (int i = 0; i < drawn.size(); i++) {
                    bar(drawn.get(i), i * STEP);
                }
            }
            html.leaf(
                    "figcaption",
                    "Share of rows with evidence, of all rows with an answer; the thin line is the 95 % interval.");
        }
        html.line();
    }

    private void bar(SourceSummary source, int top) {
        Share share = source.evident();
        html.leaf(
                "text",
                VisibleText.shortened(source.name(), 60) + ": " + AuditWords.share(share) + " of "
                        + Figures.grouped(share.of()),
                "x",
                "0",
                "y",
                Integer.toString(top + 14));
        html.empty("rect", "class", "track", "x", "0", "width", "100%", "y", "" + (top + 20), "height", "10");
        html.empty(
                "rect",
                "class",
                source.risk().found() ? "found" : "others",
                "x",
                "0",
                "width",
                percent(share.value()),
                "y",
                "" + (top + 20),
                "height",
                "10");
        html.empty(
                "line",
                "class",
                "threshold",
                "x1",
                percent(share.low()),
                "x2",
                percent(share.of() == 0 ? 0 : share.high()),
                "y1",
                "" + (top + 34),
                "y2",
                "" + (top + 34));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
