// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.Html;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Draws when single accounts were active: a row for each, a tick for each hour, in three strengths. */
final class LanesPicture {
    private static final int WIDTH = 1_000;
    private static final int MOST_TICKS = 7;
    private static final List<String> STRENGTHS = List.of("few", "some", "many");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Html html;

    LanesPicture(Html html) {
        this.html = html;
    }

    /** The stretch of time drawn. */
    private record Span(Instant first, long hours) {
        static Span of(List<Campaign.Lane> lanes) {
            List<Instant> all = lanes.stream()
                    .flatMap(lane -> lane.hours().stream())
                    .map(Campaign.HourCount::hour)
                    .sorted()
                    .toList();
            Instant first = all.getFirst().truncatedTo(ChronoUnit.DAYS);
            long days = ChronoUnit.DAYS.between(first, all.getLast()) + 1;
            return new Span(first, days * 24);
        }

        double at(Instant hour) {
            return (Duration.between(first, hour).toHours() + 0.5) / hours;
        }
    }

    void draw(Campaign campaign) {
        List<Campaign.Lane> lanes = campaign.lanes().stream()
                .filter(lane -> !lane.hours().isEmpty()
                        && lane.account() < campaign.accounts().size())
                .toList();
        if (lanes.isEmpty()) {
            html.leaf(
                    "p",
                    "When single accounts were active is not in this assessment: it is from before that was kept.",
                    "class",
                    "quiet");
            return;
        }
        Span span = Span.of(lanes);
        long most = lanes.stream()
                .flatMap(lane -> lane.hours().stream())
                .mapToLong(Campaign.HourCount::exchanges)
                .max()
                .orElse(1);
        try (var _ = html.in("figure", "class", "lanes")) {
            axis(span);
            try (var _ = html.in("ol")) {
                lanes.forEach(lane -> row(campaign.accounts().get(lane.account()), lane.hours(), span, most));
            }
            html.leaf("figcaption", caption(campaign, lanes.size(), most));
        }
    }

    private void axis(Span span) {
        long days = span.hours() / 24;
        long every = Math.ceilDiv(days, MOST_TICKS);
        try (var _ = html.in("div", "class", "axis-row", "aria-hidden", "true");
                var _ = html.in("svg", "width", "100%", "height", "16")) {
            for (long day = 0; day < days; day += every) {
                String x = String.format(Locale.ROOT, "%.2f%%", 100.0 * day / days);
                html.leaf("text", DAY.format(span.first().plus(Duration.ofDays(day))), "x", x, "y", "12");
            }
        }
    }

    private void row(String account, List<Campaign.HourCount> hours, Span span, long most) {
        long exchanges = hours.stream().mapToLong(Campaign.HourCount::exchanges).sum();
        String label = "Active in " + Figures.count(hours.size(), "hour") + " from "
                + Figures.minute(hours.getFirst().hour()) + " to "
                + Figures.minute(hours.getLast().hour());
        try (var _ = html.in("li")) {
            html.name(account, 40, "class", "id");
            try (var _ = html.in(
                    "svg",
                    "viewBox",
                    "0 0 " + WIDTH + " 12",
                    "preserveAspectRatio",
                    "none",
                    "width",
                    "100%",
                    "height",
                    "12",
                    "role",
                    "img",
                    "aria-label",
                    label)) {
                html.empty("path", "class", "lane", "d", "M0 11.5h" + WIDTH);
                for (int strength = 0; strength < STRENGTHS.size(); strength++) {
                    ticks(hours, span, most, strength);
                }
            }
            html.leaf("span", Figures.grouped(exchanges), "class", "n");
        }
        html.line();
    }

    private void ticks(List<Campaign.HourCount> hours, Span span, long most, int strength) {
        StringBuilder path = new StringBuilder();
        for (Campaign.HourCount hour : hours) {
            if (Math.min(STRENGTHS.size() - 1, STRENGTHS.size() * hour.exchanges() / Math.max(1, most)) == strength) {
                path.append('M')
                        .append(Math.round(span.at(hour.hour()) * WIDTH))
                        .append(" 1v10");
            }
        }
        if (!path.isEmpty()) {
            html.empty("path", "class", "tick-" + STRENGTHS.get(strength), "d", path.toString());
        }
    }

    private static String caption(Campaign campaign, int lanes, long most) {
        String which = lanes == campaign.accounts().size()
                ? "All " + Figures.count(lanes, "account") + "."
                : Figures.grouped(lanes) + " of "
                        + Figures.count(campaign.accounts().size(), "account")
                        + ": the busiest of those who share each fact, then the busiest of the rest.";
        return which + " A mark is an hour (UTC) with exchanges, darker where there were more, up to "
                + Figures.grouped(most)
                + ". Exchanges stand at the right; hours are counted from each account's sample.";
    }
}
