// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.util.List;

/** Campaigns as rows: the contents above the detailed ones, and those that are not shown in detail. */
final class CampaignList {
    private static final int ROWS = 500;

    private final Html html;

    CampaignList(Html html) {
        this.html = html;
    }

    /** A table of contents; the first {@code detailed} rows lead to their sections. */
    void contents(List<Campaign> campaigns, int detailed) {
        try (var _ = html.in("section", "class", "block")) {
            html.leaf("h2", "The campaigns");
            table(campaigns.subList(0, Math.min(detailed, campaigns.size())), true);
        }
        html.line();
    }

    /** What did not fit above. */
    void rest(List<Campaign> campaigns) {
        try (var _ = html.in("section", "class", "block")) {
            html.leaf("h2", "Further campaigns");
            try (var _ = html.in("p", "class", "quiet")) {
                html.text(Figures.count(campaigns.size(), "campaign") + " with lower scores, in full in ");
                html.leaf("a", ReportFolder.CAMPAIGNS, "href", ReportFolder.CAMPAIGNS)
                        .text(".");
            }
            table(campaigns.subList(0, Math.min(ROWS, campaigns.size())), false);
        }
        html.line();
    }

    private void table(List<Campaign> campaigns, boolean linked) {
        try (var _ = html.in("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Campaigns");
                var _ = html.in("table")) {
            try (var _ = html.in("thead");
                    var _ = html.in("tr")) {
                html.leaf("th", "Campaign", "scope", "col");
                html.leaf("th", "Evidence", "scope", "col");
                html.leaf("th", "Accounts", "scope", "col", "class", "n");
                html.leaf("th", "Exchanges", "scope", "col", "class", "n");
                html.leaf("th", "Log-odds", "scope", "col", "class", "n");
                html.leaf("th", "First seen", "scope", "col");
            }
            try (var _ = html.in("tbody")) {
                for (int i = 0; i < campaigns.size(); i++) {
                    row(campaigns.get(i), linked ? "#c" + (i + 1) : "");
                }
            }
        }
    }

    private void row(Campaign campaign, String target) {
        try (var _ = html.in("tr")) {
            try (var _ = html.in("th", "scope", "row")) {
                String id = VisibleText.shortened(campaign.id(), 40);
                if (target.isEmpty()) {
                    html.leaf("bdi", id, "class", "id");
                } else {
                    html.leaf("a", id, "href", target, "class", "id");
                }
            }
            html.leaf("td", Strength.of(campaign).words());
            html.leaf("td", Figures.grouped(campaign.accounts().size()), "class", "n");
            html.leaf("td", Figures.grouped(campaign.exchanges()), "class", "n");
            html.leaf("td", Figures.signed(campaign.score().nats()), "class", "n");
            html.leaf("td", Figures.day(campaign.firstSeen()));
        }
        html.line();
    }
}
