// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Signal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one campaign looks like: its pictures and lists, for any page. Their size is bounded. Not thread-safe. */
public final class CampaignFigures {
    private static final int TEMPLATES = 20;
    private static final int LINKS = 30;
    private static final int MISSING = 20;

    private final Html html;
    private final String id;
    private final String rest;

    /**
     * @param id prefix of element ids, unique in the page
     * @param rest the file beside the page that holds what is too much to show
     */
    public CampaignFigures(Html html, String id, String rest) {
        this.html = html;
        this.id = id;
        this.rest = rest;
    }

    /** How strong the evidence is, in words. */
    public static String strength(Campaign campaign) {
        return Strength.of(campaign).words();
    }

    /** What the verdict means. */
    public static String meaning(Campaign campaign) {
        return VerdictWords.meaning(campaign.verdict());
    }

    /** What the verdict must not be taken for. */
    public static String doesNotMean(Campaign campaign) {
        return VerdictWords.doesNotMean(campaign.verdict());
    }

    /** The accounts in groups, and the facts they share. */
    public void accounts(Campaign campaign) {
        new CohortPicture(html, id + "f").draw(campaign);
        links(campaign.links());
    }

    /** Exchanges over time. */
    public void timeline(Campaign campaign) {
        new Timeline(html).draw(campaign);
    }

    /** Signals for and against, what would speak against it, and what was missing. */
    public void evidence(Campaign campaign) {
        new Waterfall(html).draw(campaign.signals(), campaign.score());
        against(campaign.signals());
        missing(campaign.missing());
    }

    /** Prompt patterns, in common words only. */
    public void templates(Campaign campaign) {
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
                    Figures.grouped(campaign.templates().size() - TEMPLATES) + " more are in " + rest + ".",
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
                html.leaf("p", Figures.grouped(links.size() - LINKS) + " more are in " + rest + ".", "class", "quiet");
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
}
