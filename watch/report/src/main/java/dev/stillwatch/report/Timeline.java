// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws exchanges over time: a bar an hour up to eight days, a bar a day up to about a year, a bar a week beyond.
 *
 * <p>Positions are percentages of the width, so that the picture fits any page while its text keeps its size.
 */
final class Timeline {
    private static final int HEIGHT = 132;
    private static final int TOP = 18;
    private static final int BASE = 108;
    private static final int MOST_BARS = 420;
    private static final DateTimeFormatter TICK =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter BAR =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Html html;

    Timeline(Html html) {
        this.html = html;
    }

    /** A stretch of time cut into equal bars. */
    private record Bars(Instant start, Duration width, List<Long> counts) {
        static Bars of(List<Campaign.HourCount> hours) {
            Instant first = hours.getFirst().hour().truncatedTo(ChronoUnit.DAYS);
            Instant last = hours.getLast().hour();
            long days = Math.max(1, ChronoUnit.DAYS.between(first, last) + 1);
            Duration width =
                    days <= 8 ? Duration.ofHours(1) : Duration.ofDays(Math.ceilDiv(days, MOST_BARS) == 1 ? 1 : 7);
            /* Logs may hold a wild time stamp centuries away; it must not ask for millions of bars. */
            while (Duration.ofDays(days).dividedBy(width) > MOST_BARS) {
                width = width.multipliedBy(2);
            }
            long[] counts = new long[(int) Math.ceilDiv(days * 24, width.toHours())];
            for (Campaign.HourCount hour : hours) {
                long index = Duration.between(first, hour.hour()).dividedBy(width);
                counts[Math.clamp(index, 0, counts.length - 1)] += hour.exchanges();
            }
            return new Bars(first, width, Arrays.stream(counts).boxed().toList());
        }

        Instant at(int index) {
            return start.plus(width.multipliedBy(index));
        }

        long peak() {
            return counts.stream().mapToLong(Long::longValue).max().orElse(0);
        }

        String unit() {
            long hours = width.toHours();
            return hours == 1 ? "hour" : hours == 24 ? "day" : hours == 168 ? "week" : hours / 24 + " days";
        }
    }

    void draw(Campaign campaign) {
        List<Campaign.HourCount> hours = campaign.timeline().stream()
                .sorted((a, b) -> a.hour().compareTo(b.hour()))
                .toList();
        if (hours.isEmpty()) {
            html.leaf("p", "The assessment holds no counts over time.", "class", "quiet");
            return;
        }
        Bars bars = Bars.of(hours);
        try (var _ = html.in("figure")) {
            try (var _ = html.in(
                    "svg",
                    "class",
                    "timeline",
                    "width",
                    "100%",
                    "height",
                    Integer.toString(HEIGHT),
                    "role",
                    "img",
                    "aria-label",
                    "Exchanges per " + bars.unit() + ", at most " + Figures.grouped(bars.peak()))) {
                ticks(bars);
                bars(bars);
                html.leaf(
                        "text",
                        Figures.grouped(bars.peak()) + " per " + bars.unit(),
                        "x",
                        "0",
                        "y",
                        "11",
                        "class",
                        "peak");
            }
            html.leaf("figcaption", caption(campaign, bars, hours.size()));
        }
        html.line();
    }

    private void bars(Bars bars) {
        double step = 100.0 / bars.counts().size();
        for (int i = 0; i < bars.counts().size(); i++) {
            long count = bars.counts().get(i);
            if (count == 0) {
                continue;
            }
            double height = Math.max(1, (double) (BASE - TOP) * count / bars.peak());
            try (var _ = html.in(
                    "rect",
                    "class",
                    "bar",
                    "x",
                    percent(i * step + step * 0.1),
                    "width",
                    percent(step * 0.8),
                    "y",
                    decimal(BASE - height),
                    "height",
                    decimal(height))) {
                html.leaf("title", BAR.format(bars.at(i)) + ": " + Figures.grouped(count));
            }
        }
    }

    private void ticks(Bars bars) {
        Duration whole = bars.width().multipliedBy(bars.counts().size());
        long days = Math.max(1, whole.toDays());
        long every = Math.ceilDiv(days, 7);
        html.empty("line", "class", "axis", "x1", "0", "x2", "100%", "y1", "" + BASE, "y2", "" + BASE);
        for (long day = 0; day < days; day += every) {
            String x = percent(100.0 * day / days);
            html.empty("line", "class", "tick", "x1", x, "x2", x, "y1", "" + BASE, "y2", "" + (BASE + 6));
            html.leaf(
                    "text",
                    TICK.format(bars.start().plus(Duration.ofDays(day))),
                    "x",
                    x,
                    "y",
                    "" + (BASE + 20),
                    "dx",
                    day == 0 ? "0" : "2");
        }
    }

    private static String caption(Campaign campaign, Bars bars, int activeHours) {
        long span = Math.max(1, ChronoUnit.HOURS.between(campaign.firstSeen(), campaign.lastSeen()));
        double rate = (double) campaign.exchanges() / campaign.accounts().size() / span;
        return "Exchanges per " + bars.unit() + ", UTC. Active in " + Figures.count(activeHours, "hour") + " of "
                + Figures.grouped(Math.max(span, activeHours)) + "; on average " + Figures.decimal(rate, 2)
                + " requests an hour for each account.";
    }

    private static String percent(double value) {
        return decimal(value) + "%";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
