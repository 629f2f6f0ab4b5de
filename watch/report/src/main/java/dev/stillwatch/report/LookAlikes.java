// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import java.util.Comparator;
import java.util.List;

/** Groups that are linked but no campaign, folded: that they were told apart is part of the answer. */
final class LookAlikes {
    private static final int ROWS = 500;

    private final Html html;

    LookAlikes(Html html) {
        this.html = html;
    }

    void write(List<Campaign> groups) {
        if (groups.isEmpty()) {
            return;
        }
        try (var _ = html.in("section", "class", "block")) {
            html.leaf("h2", "Other linked groups");
            html.leaf(
                    "p",
                    Figures.count(groups.size(), "further group") + " of accounts "
                            + (groups.size() == 1 ? "is" : "are")
                            + " linked but not judged to be a campaign; each verdict says why.",
                    "class",
                    "prose");
            try (var _ = html.in("details")) {
                html.leaf("summary", "Show " + Figures.count(Math.min(ROWS, groups.size()), "group"));
                for (Verdict verdict : Verdicts.WORST_FIRST) {
                    List<Campaign> ofKind = groups.stream()
                            .limit(ROWS)
                            .filter(group -> group.verdict() == verdict)
                            .toList();
                    if (!ofKind.isEmpty()) {
                        kind(verdict, ofKind);
                    }
                }
            }
        }
        html.line();
    }

    private void kind(Verdict verdict, List<Campaign> groups) {
        html.leaf("h3", capital(verdict.label()));
        html.leaf("p", capital(VerdictWords.meaning(verdict)) + ".", "class", "quiet");
        String label = "Groups judged " + verdict.label();
        try (var _ = html.in("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", label);
                var _ = html.in("table")) {
            try (var _ = html.in("thead");
                    var _ = html.in("tr")) {
                html.leaf("th", "Group", "scope", "col");
                html.leaf("th", "Accounts", "scope", "col", "class", "n");
                html.leaf("th", "Exchanges", "scope", "col", "class", "n");
                html.leaf("th", "Log-odds", "scope", "col", "class", "n");
                html.leaf("th", "What explains it", "scope", "col");
            }
            try (var _ = html.in("tbody")) {
                groups.forEach(this::row);
            }
        }
    }

    private void row(Campaign group) {
        try (var _ = html.in("tr")) {
            try (var _ = html.in("th", "scope", "row")) {
                html.name(group.id(), 40, "class", "id");
            }
            html.leaf("td", Figures.grouped(group.accounts().size()), "class", "n");
            html.leaf("td", Figures.grouped(group.exchanges()), "class", "n");
            html.leaf("td", Figures.signed(group.score().nats()), "class", "n");
            html.leaf(
                    "td",
                    group.signals().stream()
                            .filter(signal -> signal.logOdds().nats() < 0)
                            .min(Comparator.comparing(Signal::logOdds))
                            .map(signal -> VisibleText.shortened(signal.summary(), 200))
                            .orElse("Its score stays below the threshold."));
        }
        html.line();
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
