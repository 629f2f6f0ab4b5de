// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Signal;
import java.util.List;
import java.util.Locale;

/**
 * Draws signals as steps from zero to the total: each bar starts where the one above ends, for to the right, against to
 * the left. A list in the page, so that it reads in order without its bars.
 */
final class Waterfall {
    private static final int MOST = 30;

    private final Html html;

    Waterfall(Html html) {
        this.html = html;
    }

    /** The range of running sums, as percentages of the width. */
    private record Scale(double low, double high) {
        static Scale over(List<Signal> signals, double total) {
            double low = Math.min(0, total);
            double high = Math.max(0, total);
            double sum = 0;
            for (Signal signal : signals) {
                sum += signal.logOdds().nats();
                low = Math.min(low, sum);
                high = Math.max(high, sum);
            }
            return new Scale(low, high == low ? low + 1 : high);
        }

        double at(double nats) {
            return 100 * (nats - low) / (high - low);
        }
    }

    void draw(List<Signal> all, LogOdds total) {
        List<Signal> signals = all.subList(0, Math.min(MOST, all.size()));
        Scale scale = Scale.over(signals, total.nats());
        double sum = 0;
        try (var _ = html.in("ol", "class", "waterfall")) {
            for (Signal signal : signals) {
                double next = sum + signal.logOdds().nats();
                row(ChannelWords.title(signal.channel()), signal.summary(), sum, next, scale, side(signal.logOdds()));
                sum = next;
            }
            if (Math.abs(total.nats() - sum) >= 0.05) {
                String rest =
                        "What the total holds beside the signals above: prior odds, caps and correction for size.";
                row("Prior and caps", rest, sum, total.nats(), scale, "rest");
            }
            row("Total", "", 0, total.nats(), scale, "total");
        }
        html.line();
    }

    private static String side(LogOdds logOdds) {
        return logOdds.nats() < 0 ? "against" : "for";
    }

    private void row(String title, String summary, double from, double to, Scale scale, String kind) {
        try (var _ = html.in("li", "class", kind)) {
            html.leaf("span", title, "class", "channel");
            html.leaf("span", Figures.signed(to - from), "class", "nats");
            bar(from, to, scale);
            if (!summary.isEmpty()) {
                html.leaf("span", VisibleText.shortened(summary, 400), "class", "why");
            }
        }
    }

    private void bar(double from, double to, Scale scale) {
        double left = scale.at(Math.min(from, to));
        double right = scale.at(Math.max(from, to));
        String zero = percent(scale.at(0));
        try (var _ = html.in("svg", "width", "100%", "height", "20", "aria-hidden", "true")) {
            html.empty("line", "class", "zero", "x1", zero, "x2", zero, "y1", "0", "y2", "20");
            html.empty(
                    "rect",
                    "x",
                    percent(left),
                    "width",
                    percent(Math.max(0.3, right - left)),
                    "y",
                    "3",
                    "height",
                    "14",
                    "rx",
                    "2");
        }
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
