// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Campaign;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The highest-scoring members of a campaign, at most {@value #ROWS}; the rest is in accounts.csv. */
final class MembersTable {
    private static final int ROWS = 200;

    private final Html html;
    private final Map<String, AccountAssessment> members;

    MembersTable(Html html, Map<String, AccountAssessment> members) {
        this.html = html;
        this.members = members;
    }

    void write(Campaign campaign, String id) {
        List<AccountAssessment> rows = campaign.accounts().stream()
                .map(members::get)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(AccountAssessment::score)
                        .reversed()
                        .thenComparing(AccountAssessment::account))
                .limit(ROWS)
                .toList();
        try (var _ = html.in("p", "class", "quiet")) {
            html.text(rows.size() < campaign.accounts().size() ? "The first " + rows.size() + " of " : "All ");
            html.text(Figures.count(campaign.accounts().size(), "account") + "; every account seen is in ");
            html.leaf("a", ReportFolder.ACCOUNTS, "href", ReportFolder.ACCOUNTS).text(".");
        }
        try (var _ = html.in("label", "class", "filter", "hidden", "hidden")) {
            html.text("Show accounts that contain ");
            html.empty(
                    "input", "type", "search", "data-rows", id + "rows", "autocomplete", "off", "spellcheck", "false");
            html.leaf("span", "", "role", "status");
        }
        try (var _ = html.in(
                        "div", "class", "scroll tall", "tabindex", "0", "role", "region", "aria-label", "Members");
                var _ = html.in("table")) {
            head();
            try (var _ = html.in("tbody", "id", id + "rows")) {
                rows.forEach(this::row);
            }
        }
        html.line();
    }

    private void head() {
        try (var _ = html.in("thead");
                var _ = html.in("tr")) {
            html.leaf("th", "Account", "scope", "col");
            html.leaf("th", "Organisation", "scope", "col");
            html.leaf("th", "Exchanges", "scope", "col", "class", "n");
            html.leaf("th", "Score", "scope", "col", "class", "n");
            html.leaf("th", "p", "scope", "col", "class", "n");
            html.leaf("th", "Strongest evidence", "scope", "col");
        }
    }

    private void row(AccountAssessment account) {
        try (var _ = html.in("tr")) {
            try (var _ = html.in("th", "scope", "row")) {
                html.name(account.account(), 48, "class", "id");
            }
            try (var _ = html.in("td")) {
                html.name(account.organisation().orElse("none"), 32);
            }
            html.leaf("td", Figures.grouped(account.exchanges()), "class", "n");
            html.leaf("td", Figures.signed(account.score().nats()), "class", "n");
            html.leaf("td", Figures.pValue(account.pValue().value()), "class", "n");
            html.leaf(
                    "td",
                    account.signals().stream()
                            .max(Comparator.comparing(signal -> signal.logOdds()))
                            .map(signal -> ChannelWords.title(signal.channel()))
                            .orElse("none"));
        }
        html.line();
    }
}
