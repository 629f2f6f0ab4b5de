// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * report.html: one page that needs nothing beside itself.
 *
 * <p>Its size is bounded whatever the size of the assessment: the
 * first {@value #DETAILED} campaigns are shown in full, everything else as rows, and the rest is in the files beside it.
 */
final class ReportPage {
    private static final int DETAILED = 12;

    private final Html html;
    private final Assessment assessment;
    private final ScanFacts facts;
    private final List<Campaign> found;
    private final List<Campaign> lookAlikes;

    private ReportPage(Html html, List<Campaign> found, Assessment assessment, ScanFacts facts) {
        this.html = html;
        this.assessment = assessment;
        this.facts = facts;
        this.found = found;
        this.lookAlikes = ofVerdict(assessment, verdict -> verdict != Verdict.DISTILLATION);
    }

    private static List<Campaign> ofVerdict(Assessment assessment, Predicate<Verdict> wanted) {
        return assessment.campaigns().stream()
                .filter(campaign -> wanted.test(campaign.verdict()))
                .toList();
    }

    /** The page's source. */
    static String of(Assessment assessment, ScanFacts facts) {
        List<Campaign> found = ofVerdict(assessment, verdict -> verdict == Verdict.DISTILLATION);
        return Page.of(
                "Stillwatch report: " + Headline.sentence(found, assessment),
                html -> new ReportPage(html, found, assessment, facts).write());
    }

    private void write() {
        masthead();
        try (var _ = html.in("main", "id", "findings")) {
            body();
        }
        footer();
    }

    private void masthead() {
        try (var _ = html.in("header", "class", "masthead")) {
            html.leaf("span", "Stillwatch", "class", "brand");
            facts.range()
                    .ifPresent(range -> html.leaf(
                            "span",
                            Figures.day(range.first()) + " to " + Figures.day(range.last()),
                            "class",
                            "period"));
        }
        html.line();
    }

    private void body() {
        new Headline(html, assessment, facts).write(found);
        if (found.size() > 1) {
            new CampaignList(html).contents(found, DETAILED);
        }
        new SureSection(html, assessment).write(found);
        Map<String, AccountAssessment> members = members();
        for (int i = 0; i < Math.min(DETAILED, found.size()); i++) {
            new CampaignSection(html, facts, members, "c" + (i + 1)).write(found.get(i));
        }
        if (found.size() > DETAILED) {
            new CampaignList(html).rest(found.subList(DETAILED, found.size()));
        }
        new LookAlikes(html).write(lookAlikes);
        new ScanSection(html, assessment, facts).write();
    }

    /** Accounts by name, of those judged in a group: the only ones the page shows one by one. */
    private Map<String, AccountAssessment> members() {
        Map<String, AccountAssessment> members = new HashMap<>();
        for (AccountAssessment account : assessment.accounts()) {
            if (account.campaign().isPresent()) {
                members.put(account.account(), account);
            }
        }
        return members;
    }

    private void footer() {
        try (var _ = html.in("footer")) {
            html.text("Stillwatch " + facts.version() + ". Beside this page: ");
            String[] files = {
                ReportFolder.ACCOUNTS, ReportFolder.CAMPAIGNS, ReportFolder.EVIDENCE, ReportFolder.CALIBRATION
            };
            for (int i = 0; i < files.length; i++) {
                html.text(i == 0 ? "" : ", ").leaf("a", files[i], "href", files[i]);
            }
            html.text(". This page loads nothing and sends nothing.");
        }
        html.line();
    }
}
