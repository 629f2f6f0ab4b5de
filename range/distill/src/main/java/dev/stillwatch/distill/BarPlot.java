// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.report.Html;
import java.util.List;

/** Draws bars side by side, from 0, with what they say beside them. */
final class BarPlot {
    private static final double WIDTH = 760;
    private static final double LEFT = 180;
    private static final double RIGHT = 190;
    private static final double STEP = 30;
    private static final double THICK = 16;

    private BarPlot() {}

    /**
     * One bar.
     *
     * @param low lower end of its interval, {@code value} for none
     * @param high upper end of its interval
     * @param words what stands beside it
     */
    record Bar(String title, double value, double low, double high, String words, String colour) {}

    /**
     * Draws them.
     *
     * @param full what takes the whole width
     */
    static void draw(Html html, String what, List<Bar> bars, double full) {
        double height = STEP * bars.size() + 6;
        try (var _ = html.in("figure");
                var _ = html.in(
                        "svg",
                        "viewBox",
                        "0 0 " + SharePlot.number(WIDTH) + " " + SharePlot.number(height),
                        "width",
                        "100%",
                        "role",
                        "img",
                        "aria-label",
                        what)) {
            for (int i = 0; i < bars.size(); i++) {
                draw(html, bars.get(i), 4 + STEP * i, full);
            }
        }
        html.line();
    }

    private static void draw(Html html, Bar bar, double top, double full) {
        double middle = top + THICK / 2;
        String y = SharePlot.number(middle + 4);
        html.leaf("text", bar.title(), "x", SharePlot.number(LEFT - 8), "y", y, "text-anchor", "end");
        html.empty(
                "rect",
                "x",
                SharePlot.number(LEFT),
                "y",
                SharePlot.number(top),
                "width",
                SharePlot.number(Math.max(1, width(bar.value(), full))),
                "height",
                SharePlot.number(THICK),
                "fill",
                bar.colour());
        if (bar.high() > bar.low()) {
            html.empty(
                    "line",
                    "x1",
                    SharePlot.number(LEFT + width(bar.low(), full)),
                    "x2",
                    SharePlot.number(LEFT + width(bar.high(), full)),
                    "y1",
                    SharePlot.number(middle),
                    "y2",
                    SharePlot.number(middle),
                    "stroke",
                    "currentColor");
        }
        double end = Math.max(width(bar.value(), full), width(bar.high(), full));
        html.leaf("text", bar.words(), "x", SharePlot.number(LEFT + end + 8), "y", y);
    }

    private static double width(double value, double full) {
        return (WIDTH - LEFT - RIGHT) * Math.min(value, full) / full;
    }
}
