// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Verdict;
import java.util.List;
import java.util.Locale;

/** Draws how all accounts score, those judged distillation in another colour, and where the threshold lies. */
final class ScoreHistogram {
    private static final int BINS = 64;
    private static final int HEIGHT = 150;
    private static final int TOP = 24;
    private static final int BASE = 122;

    private final Html html;

    ScoreHistogram(Html html) {
        this.html = html;
    }

    void draw(List<AccountAssessment> accounts, LogOdds threshold) {
        if (accounts.isEmpty()) {
            return;
        }
        double low = Math.floor(Math.min(threshold.nats(), lowest(accounts)));
        double high = Math.ceil(Math.max(threshold.nats(), highest(accounts)) + 1e-9);
        double width = Math.max(1, high - low) / BINS;
        long[] found = new long[BINS];
        long[] others = new long[BINS];
        for (AccountAssessment account : accounts) {
            int bin = (int) Math.clamp((account.score().nats() - low) / width, 0, BINS - 1);
            (account.verdict() == Verdict.DISTILLATION ? found : others)[bin]++;
        }
        try (var _ = html.in("figure")) {
            try (var _ = html.in(
                    "svg",
                    "class",
                    "histogram",
                    "width",
                    "100%",
                    "height",
                    Integer.toString(HEIGHT),
                    "role",
                    "img",
                    "aria-label",
                    "Accounts by score, from " + Figures.signed(low) + " to " + Figures.signed(high) + ", threshold "
                            + Figures.signed(threshold.nats()))) {
                columns(others, found);
                threshold(100 * (threshold.nats() - low) / (BINS * width), threshold);
                html.empty("line", "class", "axis", "x1", "0", "x2", "100%", "y1", "" + BASE, "y2", "" + BASE);
                html.leaf("text", Figures.signed(low), "x", "0", "y", "" + (BASE + 18));
                html.leaf("text", Figures.signed(high), "x", "100%", "y", "" + (BASE + 18), "text-anchor", "end");
                html.leaf(
                        "text",
                        "score, log-odds of distillation",
                        "x",
                        "50%",
                        "y",
                        "" + (BASE + 18),
                        "text-anchor",
                        "middle");
            }
            html.leaf(
                    "figcaption",
                    "All " + Figures.count(accounts.size(), "account") + " by score; heights on a square-root scale, so"
                            + " that a few accounts stay visible beside many.");
        }
        html.line();
    }

    private static double lowest(List<AccountAssessment> accounts) {
        return accounts.stream().mapToDouble(a -> a.score().nats()).min().orElse(0);
    }

    private static double highest(List<AccountAssessment> accounts) {
        return accounts.stream().mapToDouble(a -> a.score().nats()).max().orElse(0);
    }

    private void columns(long[] others, long[] found) {
        double tallest = 1;
        for (int i = 0; i < BINS; i++) {
            tallest = Math.max(tallest, Math.sqrt((double) others[i] + found[i]));
        }
        for (int i = 0; i < BINS; i++) {
            double whole = scaled(others[i] + found[i], tallest);
            double lower = others[i] + found[i] == 0 ? 0 : whole * others[i] / (others[i] + found[i]);
            column("others", i, BASE - lower, lower, others[i]);
            column("found", i, BASE - whole, whole - lower, found[i]);
        }
    }

    private static double scaled(long count, double tallest) {
        return count == 0 ? 0 : Math.max(1.5, (BASE - TOP) * Math.sqrt((double) count) / tallest);
    }

    private void column(String kind, int bin, double y, double height, long count) {
        if (count == 0) {
            return;
        }
        double step = 100.0 / BINS;
        try (var _ = html.in(
                "rect",
                "class",
                kind,
                "x",
                decimal(bin * step + 0.1 * step) + "%",
                "width",
                decimal(step * 0.8) + "%",
                "y",
                decimal(y),
                "height",
                decimal(height))) {
            html.leaf("title", Figures.count(count, "account"));
        }
    }

    private void threshold(double at, LogOdds threshold) {
        String x = decimal(at) + "%";
        boolean right = at > 50;
        html.empty("line", "class", "threshold", "x1", x, "x2", x, "y1", "2", "y2", "" + BASE);
        html.leaf(
                "text",
                "threshold " + Figures.signed(threshold.nats()),
                "x",
                x,
                "y",
                "12",
                "dx",
                right ? "-6" : "6",
                "text-anchor",
                right ? "end" : "start");
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
