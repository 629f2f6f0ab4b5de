// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Signal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything about one campaign, from its picture to what to do. */
final class CampaignSection {
    private static final int TEMPLATES = 20;
    private static final int LINKS = 30;
    private static final int MISSING = 20;

    private final Html html;
    private final ScanFacts facts;
    private final Map<String, AccountAssessment> members;
    private final String id;

    /**
     * @param members assessments of at least the campaign's accounts
     * @param id element id of the section, unique in the page
     */
    CampaignSection(Html html, ScanFacts facts, Map<String, AccountAssessment> members, String id) {
        this.html = html;
        this.facts = facts;
        this.members = members;
        this.id = id;
    }

    void write(Campaign campaign) {
        try (var _ = html.in("article", "class", "campaign", "id", id)) {
            title(campaign);
            part("The accounts", "Who acts together, and what they share.", () -> {
                new CohortPicture(html, id + "f").draw(campaign);
                links(campaign.links());
            });
            part("Over time", "When they asked.", () -> new Timeline(html).draw(campaign));
            part("The evidence", "Log-odds for and against; their sum is the score.", () -> {
                new Waterfall(html).draw(campaign.signals(), campaign.score());
                against(campaign.signals());
                missing(campaign.missing());
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

    private void links(List<Campaign.Link> links) {
        if (links.isEmpty()) {
            return;
        }
        try (var _ = html.in("details")) {
            html.leaf("summary", "Shared facts as a table");
            try (var _ = html.in("table")) {
                try (var _ = html.in("thead");
                        var _ = html.in("tr")) {
                    html.leaf("th", "Shared", "scope", "col");
                    html.leaf("th", "Value", "scope", "col");
                    html.leaf("th", "Accounts", "scope", "col", "class", "n");
                }
                try (var _ = html.in("tbody")) {
                    for (Campaign.Link link : links.subList(0, Math.min(LINKS, links.size()))) {
                        try (var _ = html.in("tr")) {
                            html.leaf("td", LinkWords.title(link.kind()));
                            try (var _ = html.in("td")) {
                                html.name(link.label(), 60, "class", "id");
                            }
                            html.leaf("td", Figures.grouped(link.accounts().size()), "class", "n");
                        }
                    }
                }
            }
            if (links.size() > LINKS) {
                html.leaf(
                        "p", Figures.grouped(links.size() - LINKS) + " more are in campaigns.json.", "class", "quiet");
            }
        }
    }

    private void against(List<Signal> signals) {
        Set<Channel> speaking = new LinkedHashSet<>();
        for (Signal signal : signals) {
            if (signal.logOdds().nats() > 0) {
                speaking.add(signal.channel());
            }
        }
        if (speaking.isEmpty()) {
            return;
        }
        html.leaf("h4", "What would speak against it");
        try (var _ = html.in("ul")) {
            speaking.stream().limit(4).forEach(channel -> html.leaf("li", ChannelWords.wouldSpeakAgainst(channel)));
        }
    }

    private void missing(List<MissingSignal> missing) {
        html.leaf("h4", "What was missing");
        if (missing.isEmpty()) {
            html.leaf("p", "Nothing: every kind of evidence could be had.");
            return;
        }
        try (var _ = html.in("ul")) {
            for (MissingSignal signal : missing.subList(0, Math.min(MISSING, missing.size()))) {
                try (var _ = html.in("li")) {
                    html.leaf("b", ChannelWords.title(signal.channel())).text(": ");
                    html.text(VisibleText.shortened(signal.reason(), 300));
                }
            }
        }
    }

    private void harvest(Campaign campaign) {
        Harvest harvest = Harvest.of(List.of(campaign), facts.price());
        html.leaf(
                "p",
                harvest.cost().equals("unknown")
                        ? "The logs hold no token counts, so what the harvest is worth is not known."
                        : harvest.tokens() + " " + harvest.unit() + ", worth about " + harvest.cost() + " at "
                                + harvest.price() + ".");
        if (campaign.templates().isEmpty()) {
            html.leaf("p", "No common prompt pattern was seen.", "class", "quiet");
            return;
        }
        try (var _ = html.in("ol", "class", "templates")) {
            List<Campaign.Template> templates = campaign.templates();
            long most = templates.stream()
                    .mapToLong(Campaign.Template::exchanges)
                    .max()
                    .orElse(1);
            for (Campaign.Template template : templates.subList(0, Math.min(TEMPLATES, templates.size()))) {
                template(template, Math.max(1, most));
            }
        }
        if (campaign.templates().size() > TEMPLATES) {
            html.leaf(
                    "p",
                    Figures.grouped(campaign.templates().size() - TEMPLATES) + " more are in campaigns.json.",
                    "class",
                    "quiet");
        }
    }

    private void template(Campaign.Template template, long most) {
        try (var _ = html.in("li")) {
            html.leaf("q", VisibleText.shortened(template.skeleton(), 280));
            html.leaf(
                    "span",
                    Figures.count(template.exchanges(), "exchange") + ", "
                            + Figures.count(template.accounts(), "account"),
                    "class",
                    "n");
            try (var _ = html.in("svg", "width", "100%", "height", "4", "aria-hidden", "true")) {
                html.empty("rect", "class", "track", "width", "100%", "height", "4", "rx", "2");
                String width = Math.max(1, Math.round(100.0 * template.exchanges() / most)) + "%";
                html.empty("rect", "class", "filled", "width", width, "height", "4", "rx", "2");
            }
        }
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
