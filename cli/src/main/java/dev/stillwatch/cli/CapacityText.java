// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.Locale;

/** A capacity plan for people: a line for each figure, with its arithmetic. */
final class CapacityText {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

    private CapacityText() {}

    static String of(CapacityPlan plan) {
        StringBuilder text = new StringBuilder();
        for (CapacityPlan.Step step : plan.steps()) {
            text.append(String.format(Locale.ROOT, "%-60s %14s  = %s%n", step.name(), figure(step), step.arithmetic()));
        }
        plan.warnings().forEach(warning -> text.append(warning).append(System.lineSeparator()));
        return text.toString();
    }

    private static String figure(CapacityPlan.Step step) {
        return switch (step.unit()) {
            case NUMBER -> CapacityPlan.number(step.value());
            case CORES -> String.format(Locale.ROOT, "%,.1f", step.value());
            case SECONDS -> String.format(Locale.ROOT, "%,.1f s", step.value());
            case BYTES -> bytes(step.value(), "B");
            case BYTES_A_SECOND -> bytes(step.value(), "B/s");
        };
    }

    /** With a decimal prefix, three digits or more: 1,500,000 is 1.5 MB. */
    static String bytes(double value, String unit) {
        int prefix = 0;
        double rest = value;
        while (rest >= 1_000 && prefix < PREFIXES.length - 1) {
            rest /= 1_000;
            prefix++;
        }
        return String.format(Locale.ROOT, rest < 100 ? "%.1f %s%s" : "%.0f %s%s", rest, PREFIXES[prefix], unit);
    }
}
