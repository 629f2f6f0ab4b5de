// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.range.Interval;
import dev.stillwatch.range.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts flagged windows by window size, pair, method and attacker's share. Not thread-safe. */
final class WindowResults {
    /** Shares of a window that are the attacker's; 0 is a benign window. */
    static final List<Double> SHARES = List.of(0.0, 0.05, 0.10, 0.25, 0.50, 1.0);

    private record Cell(int size, String pair, String method) {}

    private final Map<Cell, Map<Double, Share>> counts = new LinkedHashMap<>();

    void add(int size, String pair, String method, double share, boolean flagged) {
        counts.computeIfAbsent(new Cell(size, pair, method), _ -> new LinkedHashMap<>())
                .merge(share, new Share(flagged ? 1 : 0, 1), WindowResults::sum);
    }

    private static Share sum(Share a, Share b) {
        return new Share(a.hits() + b.hits(), a.trials() + b.trials());
    }

    /** The cells of one window size and pair, a line for each method. */
    String lines(int size, String pair) {
        StringBuilder text = new StringBuilder();
        counts.forEach((cell, shares) -> {
            if (cell.size() == size && cell.pair().equals(pair)) {
                text.append(String.format(Locale.ROOT, "| %d | %s | %s |", size, pair, cell.method()));
                SHARES.forEach(share -> text.append(String.format(
                        Locale.ROOT,
                        " %.1f |",
                        100 * shares.getOrDefault(share, new Share(0, 0)).value())));
                text.append(String.format("%n"));
            }
        });
        return text.toString();
    }

    /** Means over pairs with Student's 95 % interval over them, a line for each window size and method. */
    String means() {
        Map<String, Map<Double, List<Double>>> values = new LinkedHashMap<>();
        counts.forEach((cell, shares) -> shares.forEach((share, count) -> values.computeIfAbsent(
                        "| " + cell.size() + " | " + cell.method() + " |", _ -> new LinkedHashMap<>())
                .computeIfAbsent(share, _ -> new ArrayList<>())
                .add(count.value())));
        StringBuilder text = new StringBuilder();
        values.forEach((line, shares) -> {
            text.append(line);
            SHARES.forEach(share -> text.append(mean(shares.getOrDefault(share, List.of()))));
            text.append(String.format("%n"));
        });
        return text.toString();
    }

    private static String mean(List<Double> values) {
        if (values.isEmpty()) {
            return " - |";
        }
        Interval interval = Interval.overRuns(values);
        return String.format(
                Locale.ROOT,
                " %.1f [%.1f, %.1f] |",
                100 * values.stream().mapToDouble(v -> v).average().orElse(0),
                100 * Math.max(0, interval.low()),
                100 * Math.min(1, interval.high()));
    }
}
