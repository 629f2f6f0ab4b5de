// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.CountermeasureText;
import dev.stillwatch.policy.Preview;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A preview for people. */
final class PreviewText {
    private PreviewText() {}

    static String of(Preview preview) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(Locale.ROOT, "%,d accounts judged.%n%n", preview.accounts()));
        for (Preview.RuleCount rule : preview.rules()) {
            rule(out, rule);
        }
        out.append(String.format(
                Locale.ROOT, "%n%-12s %10s %10s %10s %10s%n", "accounts", "now", "then", "newly", "freed"));
        preview.changes().stream()
                .filter(change -> change.before() + change.after() > 0)
                .forEach(change -> out.append(String.format(
                        Locale.ROOT,
                        "%-12s %,10d %,10d %,10d %,10d%n",
                        change.countermeasure(),
                        change.before(),
                        change.after(),
                        change.gained(),
                        change.lost())));
        out.append(String.format(
                Locale.ROOT,
                "%n%,d accounts would notice something without having the verdict distillation.%n",
                preview.benignHit()));
        if (!preview.missing().isEmpty()) {
            out.append("\nFacts that rules need and that are not known:\n");
            new TreeMap<>(preview.missing())
                    .forEach((fact, accounts) ->
                            out.append(String.format(Locale.ROOT, "  %s: %,d accounts%n", fact, accounts)));
        }
        return out.toString();
    }

    private static void rule(StringBuilder out, Preview.RuleCount rule) {
        out.append(rule.pack()).append(' ').append(rule.rule()).append(": ");
        out.append(CountermeasureText.words(rule.countermeasure()));
        out.append(rule.needsApproval() ? " (after approval)" : "");
        out.append(
                switch (rule.mode()) {
                    case ENFORCE -> "";
                    case WARN -> " (only shown)";
                    case ASSESS -> " (only written down)";
                });
        out.append(String.format(Locale.ROOT, "%n  %,d accounts%s%n", rule.total(), verdicts(rule)));
        List<String> others = Stream.of(
                        others(rule.needsInfo(), "depend on what is not known"),
                        others(rule.exempt(), "are exempt"),
                        others(rule.outranked(), "fall under a rule of higher priority"),
                        others(rule.assumed(), "of these only because facts are not known"))
                .filter(text -> !text.isEmpty())
                .toList();
        if (!others.isEmpty()) {
            out.append("  ").append(String.join("; ", others)).append('\n');
        }
    }

    private static String others(long accounts, String what) {
        return accounts == 0 ? "" : String.format(Locale.ROOT, "%,d %s", accounts, what);
    }

    private static String verdicts(Preview.RuleCount rule) {
        return rule.total() == 0
                ? ""
                : Arrays.stream(Verdict.values())
                        .filter(verdict -> rule.matched().getOrDefault(verdict, 0L) > 0)
                        .map(verdict -> String.format(
                                Locale.ROOT, "%,d %s", rule.matched().get(verdict), verdict.label()))
                        .collect(Collectors.joining(", ", ": ", ""));
    }
}
