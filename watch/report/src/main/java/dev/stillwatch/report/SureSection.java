// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import java.util.List;

/** How sure the findings are: all scores in one picture, the calibration in words, and its limits. */
final class SureSection {
    private final Html html;
    private final Assessment assessment;

    SureSection(Html html, Assessment assessment) {
        this.html = html;
        this.assessment = assessment;
    }

    void write(List<Campaign> found) {
        if (assessment.accounts().isEmpty()) {
            return;
        }
        try (var _ = html.in("section", "class", "block")) {
            html.leaf("h2", found.isEmpty() ? "How sure is that?" : "How sure is this?");
            try (var _ = html.in("div", "class", "pair")) {
                new ScoreHistogram(html)
                        .draw(assessment.accounts(), assessment.calibration().threshold());
                try (var _ = html.in("div", "class", "prose")) {
                    for (Campaign campaign : found.subList(0, Math.min(3, found.size()))) {
                        odds(campaign, found.size() > 1);
                    }
                    for (String sentence : CalibrationWords.sentences(assessment.calibration())) {
                        html.leaf("p", sentence);
                    }
                    if (!assessment.missing().isEmpty()) {
                        try (var _ = html.in("p")) {
                            html.text("Some evidence could not be had: see ");
                            html.leaf("a", "what was not seen", "href", "#unseen")
                                    .text(".");
                        }
                    }
                }
            }
        }
        html.line();
    }

    private void odds(Campaign campaign, boolean several) {
        try (var _ = html.in("p")) {
            if (several) {
                html.name(campaign.id(), 40, "class", "id").text(": ");
            }
            html.text(several ? "of groups of benign accounts, " : "Of groups of benign accounts, ");
            html.leaf("strong", Figures.oneIn(campaign.pValue().value()));
            html.text(" would score as high, correcting for how many groups were looked at ("
                    + Figures.p(campaign.pValue().value()) + ").");
        }
    }
}
