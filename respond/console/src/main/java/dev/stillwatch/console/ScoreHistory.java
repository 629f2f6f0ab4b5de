// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.AssessmentMark;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.Html;
import java.util.List;
import java.util.Locale;

/** Draws a case's score from assessment to assessment, in order of time, at most {@value #MOST} of them. */
final class ScoreHistory {
    private static final int MOST = 200;
    private static final int WIDTH = 300;
    private static final int HEIGHT = 44;
    private static final int EDGE = 5;

    private final Html html;

    ScoreHistory(Html html) {
        this.html = html;
    }

    void draw(List<AssessmentMark> all) {
        List<AssessmentMark> marks = all.subList(Math.max(0, all.size() - MOST), all.size());
        double high = Math.max(
                1, marks.stream().mapToDouble(m -> m.score().nats()).max().orElse(1));
        double low = Math.min(
                0, marks.stream().mapToDouble(m -> m.score().nats()).min().orElse(0));
        long start = marks.getFirst().at().toEpochMilli();
        long span = Math.max(1, marks.getLast().at().toEpochMilli() - start);
        StringBuilder path = new StringBuilder();
        String x = "";
        String y = "";
        for (AssessmentMark mark : marks) {
            x = number(EDGE + (double) (WIDTH - 2 * EDGE) * (mark.at().toEpochMilli() - start) / span);
            y = number(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (mark.score().nats() - low) / (high - low));
            path.append(path.isEmpty() ? "M" : "L").append(x).append(' ').append(y);
        }
        String label = "The score went from "
                + Figures.signed(marks.getFirst().score().nats()) + " to "
                + Figures.signed(marks.getLast().score().nats()) + " in " + Figures.count(marks.size(), "assessment");
        try (var _ = html.in(
                "svg",
                "class",
                "score-history",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "width",
                "" + WIDTH,
                "height",
                "" + HEIGHT,
                "role",
                "img",
                "aria-label",
                label)) {
            String zero = number(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (0 - low) / (high - low));
            html.empty("line", "class", "axis", "x1", "0", "x2", "" + WIDTH, "y1", zero, "y2", zero);
            html.empty("path", "d", path.toString());
            html.empty("circle", "cx", x, "cy", y, "r", "4");
        }
        html.leaf("p", label + ".", "class", "quiet");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
