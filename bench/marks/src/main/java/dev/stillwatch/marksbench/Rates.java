// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import dev.stillwatch.marks.ExactTest;
import dev.stillwatch.marks.ScoreLaw;
import dev.stillwatch.marks.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How often the same texts are called marked, key by key; texts of which no window is scored do not count. */
final class Rates {
    private final List<Windows> texts;
    private final List<Double> exact = new ArrayList<>();
    private final List<Double> fair = new ArrayList<>();

    Rates(List<Windows> texts) {
        this.texts = texts;
    }

    /** Tests all texts under one more key. */
    void add(Sums sums, Limits limits) {
        int reached = 0;
        double fairly = 0;
        for (int i = 0; i < texts.size(); i++) {
            int count = texts.get(i).positions().length;
            if (count > 0) {
                double sum = sums.of(i, texts.get(i));
                Limits.Limit limit = limits.of(count);
                reached += limit.reached(sum) ? 1 : 0;
                fairly += limit.fairly(sum);
            }
        }
        exact.add((double) reached / judged());
        fair.add(fairly / judged());
    }

    long judged() {
        return texts.stream().filter(text -> text.positions().length > 0).count();
    }

    long windows() {
        return texts.stream().mapToLong(text -> text.positions().length).sum();
    }

    /** What tests do that never call more texts marked than the level. */
    String exact() {
        return words(exact);
    }

    /** What they do with a fair draw where the exact test has to stay below. */
    String fair() {
        return words(fair);
    }

    /** The mean square of what keys lie off the level, by what independent texts would lie off: 1 if nothing is wrong. */
    double scatter(double level) {
        return fair.stream()
                .mapToDouble(rate -> (rate - level) * (rate - level) * judged() / (level * (1 - level)))
                .average()
                .orElse(Double.NaN);
    }

    /** The chance that independent texts scatter so much or more: Pearson's chi-square test; for an even number of keys. */
    double chanceOfScatter(double level) {
        return ExactTest.atLeast(new ScoreLaw.Exponential(), fair.size() / 2, fair.size() * scatter(level) / 2)
                .value();
    }

    private static String words(List<Double> rates) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                100 * rates.stream().mapToDouble(rate -> rate).average().orElse(0),
                100 * rates.stream().mapToDouble(rate -> rate).min().orElse(0),
                100 * rates.stream().mapToDouble(rate -> rate).max().orElse(0));
    }
}
