// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Campaign;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Everything about one campaign, from its picture to what to do. */
final class CampaignSection {
    private final Html html;
    private final ScanFacts facts;
    private final Map<String, AccountAssessment> members;
    private final String id;
    private final CampaignFigures figures;

    /**
     * @param members assessments of at least the campaign's accounts
     * @param id element id of the section, unique in the page
     */
    CampaignSection(Html html, ScanFacts facts, Map<String, AccountAssessment> members, String id) {
        this.html = html;
        this.facts = facts;
        this.members = members;
        this.id = id;
        this.figures = new CampaignFigures(html, id, ReportFolder.CAMPAIGNS);
    }

    void write(Campaign campaign) {
        try (var _ = html.in("article", "class", "campaign", "id", id)) {
            title(campaign);
            part("The accounts", "Who acts together, and what they share.", () -> {
                figures.accounts(campaign);
            });
            part("Over time", "When they asked.", () -> figures.timeline(campaign));
            part("The evidence", "Log-odds for and against; their sum is the score.", () -> {
                figures.evidence(campaign);
            });
            part("What was harvested", "Prompt patterns, without their content.", () -> harvest(campaign));
            part("What to do", "Mildest first. Stop where the answer is clear.", () -> steps(campaign));
            part("Members", "Highest score first.", () -> new MembersTable(html, members).write(campaign, id));
        }
        html.line();
    }

    private void title(Campaign campaign) {
        try (var _ = html.in("header")) {
            try (var _ = html.in("h2")) {
                html.text("Campaign ").name(campaign.id(), 40, "class", "id");
            }
            Harvest harvest = Harvest.of(List.of(campaign), facts.price());
            html.leaf(
                    "p",
                    Figures.count(campaign.accounts().size(), "account") + " made "
                            + Figures.count(campaign.exchanges(), "exchange") + " in "
                            + Figures.duration(Duration.between(campaign.firstSeen(), campaign.lastSeen())) + ", from "
                            + Figures.minute(campaign.firstSeen()) + " to " + Figures.minute(campaign.lastSeen())
                            + ". Score " + Figures.signed(campaign.score().nats()) + ", "
                            + Figures.p(campaign.pValue().value()) + ": "
                            + Strength.of(campaign).words() + ". Output: " + harvest.tokens()
                            + (harvest.cost().equals("unknown")
                                    ? ", as " + harvest.unit() + "."
                                    : " tokens, worth about " + harvest.cost() + "."),
                    "class",
                    "lead");
        }
        html.line();
    }

    private void part(String title, String note, Runnable content) {
        try (var _ = html.in("section", "class", "part")) {
            try (var _ = html.in("div", "class", "rail")) {
                html.leaf("h3", title);
                html.leaf("p", note);
            }
            try (var _ = html.in("div", "class", "content")) {
                content.run();
            }
        }
        html.line();
    }

    private void harvest(Campaign campaign) {
        Harvest harvest = Harvest.of(List.of(campaign), facts.price());
        html.leaf(
                "p",
                harvest.cost().equals("unknown")
                        ? "The logs hold no token counts, so what the harvest is worth is not known."
                        : harvest.tokens() + " " + harvest.unit() + ", worth about " + harvest.cost() + " at "
                                + harvest.price() + ".");
        figures.templates(campaign);
    }

    private void steps(Campaign campaign) {
        try (var _ = html.in("ol", "class", "steps")) {
            for (NextSteps.Step step : NextSteps.of(campaign)) {
                try (var _ = html.in("li")) {
                    html.leaf("b", step.name());
                    try (var _ = html.in("span")) {
                        html.text(step.how());
                        step.command().ifPresent(command -> html.text(" ").leaf("code", command, "class", "id"));
                    }
                }
            }
        }
    }
}
