// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.distill.DistillOutcome.Row;
import dev.stillwatch.report.Html;
import java.util.List;
import java.util.Locale;

/** Draws how much of its teacher a student comes to by what it received: a line for each response. */
final class SharePlot {
    static final List<String> COLOURS = List.of(
            "var(--copper)",
            "var(--water)",
            "var(--organisation)",
            "var(--evaluation)",
            "var(--reseller)",
            "var(--ink)");

    private static final double WIDTH = 760;
    private static final double HEIGHT = 360;
    private static final double LEFT = 48;
    private static final double RIGHT = 180;
    private static final double TOP = 14;
    private static final double BOTTOM = 40;
    private static final double LABEL = 15;

    private final Html html;
    private final List<Row> rows;
    private final double most;
    private final double highest;

    SharePlot(Html html, List<Row> rows) {
        this.html = html;
        this.rows = rows;
        most = rows.stream()
                .flatMap(row -> row.curve().stream())
                .mapToInt(CurvePoint::exchanges)
                .max()
                .orElse(1);
        highest = Math.max(
                1,
                rows.stream()
                        .flatMap(row -> row.curve().stream())
                        .mapToDouble(point -> Math.min(2, point.shareInterval().high()))
                        .max()
                        .orElse(1));
    }

    void draw() {
        try (var _ = html.in("figure");
                var _ = html.in(
                        "svg",
                        "viewBox",
                        "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                        "width",
                        "100%",
                        "role",
                        "img",
                        "aria-label",
                        "Student's accuracy as a share of the teacher's, by exchanges received")) {
            axes();
            double lastLabel = -LABEL;
            List<Row> fromTop = rows.stream()
                    .sorted((a, b) -> Double.compare(
                            b.curve().getLast().share(), a.curve().getLast().share()))
                    .toList();
            for (Row row : fromTop) {
                CurvePoint end = row.curve().getLast();
                double at = Math.max(y(end.share()) + 4, lastLabel + LABEL);
                lastLabel = at;
                line(row, COLOURS.get(rows.indexOf(row) % COLOURS.size()), at);
            }
        }
        html.line();
    }

    private void axes() {
        for (int percent = 0; percent <= 100 * highest; percent += 20) {
            String y = number(y(percent / 100.0));
            html.empty("line", "class", "axis", "x1", number(LEFT), "x2", number(WIDTH - RIGHT), "y1", y, "y2", y);
            html.leaf("text", percent + " %", "x", number(LEFT - 6), "y", y, "text-anchor", "end", "dy", "4");
        }
        for (int quarter = 0; quarter <= 4; quarter++) {
            double exchanges = most * quarter / 4;
            html.leaf(
                    "text",
                    String.format(Locale.ROOT, "%,d", Math.round(exchanges)),
                    "x",
                    number(x(exchanges)),
                    "y",
                    number(HEIGHT - BOTTOM + 18),
                    "text-anchor",
                    "middle");
        }
        html.leaf(
                "text",
                "exchanges received",
                "x",
                number(x(most / 2)),
                "y",
                number(HEIGHT - 6),
                "text-anchor",
                "middle");
    }

    private void line(Row row, String colour, double labelAt) {
        StringBuilder points = new StringBuilder(number(x(0)) + "," + number(y(0)));
        for (CurvePoint point : row.curve()) {
            points.append(' ').append(number(x(point.exchanges()))).append(',').append(number(y(point.share())));
        }
        html.empty("polyline", "points", points.toString(), "fill", "none", "stroke", colour, "stroke-width", "2");
        for (CurvePoint point : row.curve()) {
            String x = number(x(point.exchanges()));
            html.empty(
                    "line",
                    "x1",
                    x,
                    "x2",
                    x,
                    "y1",
                    number(y(point.shareInterval().low())),
                    "y2",
                    number(y(Math.min(highest, point.shareInterval().high()))),
                    "stroke",
                    colour,
                    "stroke-opacity",
                    "0.45");
            try (var _ = html.in("circle", "cx", x, "cy", number(y(point.share())), "r", "3.5", "fill", colour)) {
                html.leaf(
                        "title",
                        row.defence().title() + ", "
                                + String.format(Locale.ROOT, "%,d exchanges: ", point.exchanges())
                                + OutcomeTable.percent(point.share()));
            }
        }
        // In the margin, so that no label stands on another line; text takes the page's colour, hence the dot.
        double margin = WIDTH - RIGHT + 12;
        html.empty("circle", "cx", number(margin), "cy", number(labelAt - 4), "r", "4", "fill", colour);
        html.leaf("text", row.defence().title(), "x", number(margin + 9), "y", number(labelAt));
    }

    private double x(double exchanges) {
        return LEFT + (WIDTH - LEFT - RIGHT) * exchanges / most;
    }

    private double y(double share) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.min(share, highest) / highest;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
