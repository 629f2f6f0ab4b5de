// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The top of the page: the answer in a sentence, then the few figures behind it. */
final class Headline {
    private final Html html;
    private final Assessment assessment;
    private final ScanFacts facts;

    Headline(Html html, Assessment assessment, ScanFacts facts) {
        this.html = html;
        this.assessment = assessment;
        this.facts = facts;
    }

    /** The answer in a sentence. */
    static String sentence(List<Campaign> found, Assessment assessment) {
        if (assessment.exchanges() == 0) {
            return "Nothing was read, so nothing can be said.";
        }
        if (found.isEmpty()) {
            return "No distillation campaign found.";
        }
        long accounts = found.stream().mapToLong(c -> c.accounts().size()).sum();
        long exchanges = found.stream().mapToLong(Campaign::exchanges).sum();
        String together =
                found.size() == 1 ? "acting as one" : "acting as " + Figures.grouped(found.size()) + " groups";
        return "Found " + Figures.count(found.size(), "campaign") + ": " + Figures.count(accounts, "account") + " "
                + together + ", " + Figures.count(exchanges, "exchange") + " harvested.";
    }

    void write(List<Campaign> found) {
        try (var _ = html.in("section", "class", found.isEmpty() ? "headline calm" : "headline")) {
            html.leaf("h1", sentence(found, assessment));
            html.leaf("p", lead(found), "class", "lead");
            figures(found);
            verdicts();
        }
        html.line();
    }

    private String lead(List<Campaign> found) {
        if (assessment.exchanges() == 0) {
            return "Check that the logs named below hold exchanges, and that their lines could be read.";
        }
        if (found.isEmpty()) {
            long open = counts().getOrDefault(Verdict.INSUFFICIENT, 0L);
            String unseen = open == 0
                    ? "Every account was seen long enough to judge."
                    : Figures.count(open, "account") + (open == 1 ? " was" : " were")
                            + " seen too little to say anything about: that is not the same as clear.";
            return "No group of accounts was found acting as one to harvest answers. " + unseen;
        }
        String strength = found.stream()
                .map(Strength::of)
                .max(Strength::compareTo)
                .orElse(Strength.LEAD)
                .words();
        long exchanges = found.stream().mapToLong(Campaign::exchanges).sum();
        return (found.size() == 1 ? "This is " : "The strongest of them is ") + strength
                + ", not proof. The harvest is "
                + Figures.percent((double) exchanges / assessment.exchanges()) + " of all exchanges scanned. "
                + "What it rests on, and what would speak against it, follows.";
    }

    private void figures(List<Campaign> found) {
        try (var _ = html.in("dl", "class", "figures")) {
            figure("Accounts seen", Figures.grouped(assessment.accounts().size()), "");
            figure("Exchanges read", Figures.rounded(assessment.exchanges()), "");
            if (!found.isEmpty()) {
                Harvest harvest = Harvest.of(found, facts.price());
                figure("Output harvested", harvest.tokens(), harvest.unit());
                figure("Worth about", harvest.cost(), "at " + harvest.price());
            } else {
                long groups = assessment.campaigns().size();
                figure("Look-alike groups", Figures.grouped(groups), groups == 0 ? "" : "explained below");
                figure("Not judged", Figures.grouped(counts().getOrDefault(Verdict.INSUFFICIENT, 0L)), "accounts");
            }
        }
    }

    private void figure(String name, String value, String note) {
        try (var _ = html.in("div")) {
            html.leaf("dt", name);
            try (var _ = html.in("dd")) {
                html.text(value);
                if (!note.isEmpty()) {
                    html.leaf("small", note);
                }
            }
        }
    }

    private Map<Verdict, Long> counts() {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        for (AccountAssessment account : assessment.accounts()) {
            counts.merge(account.verdict(), 1L, Long::sum);
        }
        return counts;
    }

    /** One bar of all accounts by verdict, worst first, and its legend. */
    private void verdicts() {
        Map<Verdict, Long> counts = counts();
        double total = assessment.accounts().size();
        if (total == 0) {
            return;
        }
        try (var _ = html.in("figure", "class", "verdicts")) {
            try (var _ = html.in("svg", "width", "100%", "height", "14", "aria-hidden", "true")) {
                double at = 0;
                for (Verdict verdict : Verdicts.WORST_FIRST) {
                    double width = 100 * counts.getOrDefault(verdict, 0L) / total;
                    if (width > 0) {
                        html.empty(
                                "rect",
                                "class",
                                verdict.label(),
                                "x",
                                percent(at),
                                "width",
                                percent(Math.max(0.2, width - 0.15)),
                                "height",
                                "14");
                    }
                    at += width;
                }
            }
            try (var _ = html.in("ul")) {
                for (Verdict verdict : Verdicts.WORST_FIRST) {
                    long count = counts.getOrDefault(verdict, 0L);
                    if (count > 0) {
                        try (var _ = html.in("li", "class", verdict.label())) {
                            html.leaf("b", Figures.grouped(count)).text(" " + verdict.label());
                        }
                    }
                }
            }
        }
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f%%", value);
    }
}
