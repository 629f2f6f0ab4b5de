// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Verdict;
import java.util.List;

/** The end of the page: what was not seen, how the calibration was done, and what was read. */
final class ScanSection {
    private static final int LISTED = 12;

    private final Html html;
    private final Assessment assessment;
    private final ScanFacts facts;

    ScanSection(Html html, Assessment assessment, ScanFacts facts) {
        this.html = html;
        this.assessment = assessment;
        this.facts = facts;
    }

    void write() {
        try (var _ = html.in("section", "class", "block columns")) {
            try (var _ = html.in("div", "class", "prose")) {
                unseen();
            }
            try (var _ = html.in("div", "class", "prose")) {
                calibration();
            }
            try (var _ = html.in("div", "class", "prose")) {
                read();
            }
        }
        html.line();
    }

    private void unseen() {
        html.leaf("h2", "What was not seen", "id", "unseen");
        List<MissingSignal> missing = assessment.missing();
        if (missing.isEmpty()) {
            html.leaf("p", "The logs held every kind of evidence that detection looks at.");
        } else {
            try (var _ = html.in("ul")) {
                for (MissingSignal signal : missing.subList(0, Math.min(LISTED, missing.size()))) {
                    try (var _ = html.in("li")) {
                        html.leaf("b", ChannelWords.title(signal.channel())).text(": ");
                        html.text(VisibleText.shortened(signal.reason(), 300));
                    }
                }
            }
        }
        html.leaf("p", "No log shows who sits behind an account, or what became of an answer after it was sent.");
    }

    private void calibration() {
        html.leaf("h2", "How it was calibrated");
        html.leaf(
                "p",
                "An account's p-value is the share of calibration accounts that score as high or higher, itself"
                        + " included; nothing is assumed about how scores are distributed. Groups are corrected for how"
                        + " many of them were looked at.");
        html.leaf(
                "p",
                facts.baseline().isEmpty()
                        ? "No earlier traffic was given, so the bulk of the scanned traffic stands for benign use. A"
                                + " campaign that makes up most of the traffic would hide in that: give earlier traffic"
                                + " with --baseline to rule it out."
                        : "Earlier traffic was given as benign: " + listed(facts.baseline()) + ".");
        boolean found = assessment.campaigns().stream().anyMatch(c -> c.verdict() == Verdict.DISTILLATION);
        html.leaf("p", VerdictWords.doesNotMean(found ? Verdict.DISTILLATION : Verdict.CLEAR));
    }

    private void read() {
        html.leaf("h2", "What was read");
        try (var _ = html.in("dl", "class", "rows")) {
            row("Inputs", listed(facts.inputs()));
            row("Records", Figures.grouped(facts.records()));
            row("Duplicates", Figures.grouped(facts.duplicates()) + ", counted once");
            row("Malformed", Figures.grouped(facts.malformed()) + (facts.malformed() == 0 ? "" : ", skipped"));
            facts.range().ifPresent(range -> {
                row("First request", Figures.minute(range.first()));
                row("Last request", Figures.minute(range.last()));
            });
            row("Scanned in", Figures.duration(facts.elapsed()));
        }
        if (!facts.malformedPlaces().isEmpty()) {
            try (var _ = html.in("details")) {
                html.leaf("summary", "First malformed records");
                try (var _ = html.in("ul")) {
                    for (ScanFacts.MalformedPlace place :
                            facts.malformedPlaces().stream().limit(LISTED).toList()) {
                        try (var _ = html.in("li")) {
                            html.name(place.place(), 120, "class", "id");
                            html.text(": " + VisibleText.shortened(place.reason(), 200));
                        }
                    }
                }
            }
        }
    }

    private void row(String name, String value) {
        try (var _ = html.in("div")) {
            html.leaf("dt", name);
            html.leaf("dd", value);
        }
    }

    private static String listed(List<String> names) {
        String first = String.join(
                ", ",
                names.stream()
                        .limit(6)
                        .map(name -> VisibleText.shortened(name, 80))
                        .toList());
        return names.size() > 6 ? first + " and " + Figures.grouped(names.size() - 6) + " more" : first;
    }
}
