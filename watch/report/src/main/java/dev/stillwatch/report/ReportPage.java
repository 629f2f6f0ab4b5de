// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * report.html: one page that needs nothing beside itself.
 *
 * <p>Its content security policy forbids everything but its own style sheet and script, named by their hashes, so that
 * the page stays inert whatever an account calls itself. Its size is bounded whatever the size of the assessment: the
 * first {@value #DETAILED} campaigns are shown in full, everything else as rows, and the rest is in the files beside it.
 */
final class ReportPage {
    private static final int DETAILED = 12;

    private final Html html = new Html();
    private final Assessment assessment;
    private final ScanFacts facts;
    private final List<Campaign> found;
    private final List<Campaign> lookAlikes;

    private ReportPage(Assessment assessment, ScanFacts facts) {
        this.assessment = assessment;
        this.facts = facts;
        this.found = assessment.campaigns().stream()
                .filter(campaign -> campaign.verdict() == Verdict.DISTILLATION)
                .toList();
        this.lookAlikes = assessment.campaigns().stream()
                .filter(campaign -> campaign.verdict() != Verdict.DISTILLATION)
                .toList();
    }

    /** The page's source. */
    static String of(Assessment assessment, ScanFacts facts) {
        return new ReportPage(assessment, facts).write();
    }

    private String write() {
        String style = resource("report.css");
        String script = resource("report.js");
        try (var _ = html.in("html", "lang", "en")) {
            head(style, script);
            try (var _ = html.in("body")) {
                html.leaf("a", "Skip to the findings", "class", "skip", "href", "#findings");
                masthead();
                try (var _ = html.in("main", "id", "findings")) {
                    body();
                }
                footer();
                html.resource("script", script);
            }
        }
        return html.line().toString();
    }

    private void head(String style, String script) {
        try (var _ = html.in("head")) {
            html.empty("meta", "charset", "utf-8");
            html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(style, script));
            html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
            html.empty("meta", "name", "color-scheme", "content", "light dark");
            html.empty("meta", "name", "referrer", "content", "no-referrer");
            html.leaf("title", "Stillwatch report: " + Headline.sentence(found, assessment));
            html.resource("style", style);
        }
        html.line();
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

    private static String policy(String style, String script) {
        return "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
