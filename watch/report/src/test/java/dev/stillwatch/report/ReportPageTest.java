// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final int LIMIT = 3 * 1024 * 1024;

    private static String page(Assessment assessment) {
        return ReportPage.of(assessment, Fixtures.facts());
    }

    /** A campaign in which every text that comes from outside is {@code hostile}. */
    private static Assessment hostile(String hostile) {
        Signal signal = new Signal(Channel.TEMPLATE, new LogOdds(5), hostile);
        MissingSignal missing = new MissingSignal(Channel.TIMING, hostile);
        Campaign campaign = new Campaign(
                hostile,
                Verdict.DISTILLATION,
                new LogOdds(5),
                new Probability(0.002),
                List.of(hostile),
                42,
                4_200,
                Fixtures.START,
                Fixtures.START.plusSeconds(9_000),
                List.of(signal),
                List.of(new Campaign.Template(hostile, 42, 1)),
                List.of(missing),
                List.of(new Campaign.Link(hostile, hostile, List.of(0)), new Campaign.Link("ja4", hostile, List.of(0))),
                List.of(new Campaign.HourCount(Fixtures.START, 42)));
        AccountAssessment account = new AccountAssessment(
                hostile,
                Optional.of(hostile),
                42,
                new LogOdds(5),
                new Probability(0.002),
                Verdict.DISTILLATION,
                Optional.of(hostile),
                List.of(signal),
                List.of(missing));
        return Fixtures.assessment(List.of(account), List.of(campaign, campaign), 900, List.of(missing));
    }

    /** The page as a tree, which only a page with every element closed becomes. */
    private static Document parsed(String page) throws Exception {
        String markup = page.replaceFirst("<!DOCTYPE html>", "")
                .replaceFirst("(?s)<style>.*?</style>", "")
                .replaceFirst("(?s)<script>.*?</script>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(markup)));
    }

    @Test
    void page_oneCampaign_headlineSaysWhatWasFound() {
        assertThat(page(Fixtures.big(2_000)))
                .contains("<h1>Found 1 campaign: 2,000 accounts acting as one, 168,000 exchanges harvested.</h1>");
    }

    @Test
    void page_undetected_saysSoAndWhatWasNotSeen() {
        assertThat(page(Fixtures.undetected()))
                .contains("<h1>No distillation campaign found.</h1>")
                .contains("that is not the same as clear")
                .contains("The logs span 19 hours")
                .doesNotContain("What to do");
    }

    @Test
    void page_nothingRead_saysThatNothingCanBeSaid() throws Exception {
        String page = page(Fixtures.empty());

        assertThat(page).contains("<h1>Nothing was read, so nothing can be said.</h1>");
        parsed(page);
    }

    @Test
    void page_mixed_everySectionOfEveryCampaign() throws Exception {
        String page = page(Fixtures.mixed());

        parsed(page);
        for (String part : List.of("Over time", "The evidence", "What was harvested", "What to do", "Members")) {
            assertThat(page.split("<h3>" + part + "</h3>", -1)).as(part).hasSize(4);
        }
        assertThat(page).contains("at an assumed USD 15 per million output tokens", "Other linked groups");
        assertThat(page).contains("the logs hold no token counts");
    }

    @Test
    void page_elementIds_areUnique() throws Exception {
        NodeList elements = parsed(page(Fixtures.mixed())).getElementsByTagName("*");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < elements.getLength(); i++) {
            String id = ((Element) elements.item(i)).getAttribute("id");
            assertThat(id.isEmpty() || ids.add(id)).as("id %s is unique", id).isTrue();
        }
        assertThat(ids).contains("findings", "c1", "c2", "c3", "unseen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><img src=x onerror=alert(1)>",
                "\"><svg onload=alert(1)>",
                "'; alert(1); '",
                "]]><!--",
                "user\u202Etxt.exe",
                "line\nbreak\ttab\u0000nul\u001b[31mred",
                "half\uD83D",
                "https://example.org/x.js"
            })
    void page_hostileNamesEverywhere_onlyText(String hostile) throws Exception {
        String page = page(hostile(hostile));

        parsed(page);
        assertThat(page).doesNotContain("<img", "<svg onload", "\u202E", "\u001b", "\u0000", "<!--");
        assertThat(page.split("<script", -1)).hasSize(2);
        assertThat(page.split("</script", -1)).hasSize(2);
    }

    @Test
    void page_anything_refersToNothingOutside() {
        String page = page(Fixtures.mixed());

        Matcher references = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(page);
        while (references.find()) {
            assertThat(references.group(1)).matches("#[\\w-]+|[\\w-]+\\.(csv|json|jsonl)");
        }
        assertThat(page).doesNotContain("http:", "https:", "url(", "@import", "fetch(", "XMLHttpRequest", "<link");
    }

    @Test
    void page_policy_namesTheHashesOfItsOwnStyleAndScript() throws Exception {
        String page = page(Fixtures.undetected());

        assertThat(page).contains("default-src &#39;none&#39;");
        for (String element : List.of("style", "script")) {
            Matcher matcher = Pattern.compile("(?s)<" + element + ">(.*?)</" + element + ">")
                    .matcher(page);
            assertThat(matcher.find()).isTrue();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(matcher.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(page)
                    .contains(
                            element + "-src &#39;sha256-" + Base64.getEncoder().encodeToString(digest) + "&#39;");
        }
    }

    @Test
    void page_20000AccountsAnd500Groups_staysSmall() {
        String page = page(Fixtures.crowded(500));

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(LIMIT);
        assertThat(page).contains("The first 200 of 20,000 accounts");
    }

    @Test
    void page_500CampaignsWithHugeNames_staysSmall() {
        String huge = "<&\u202E".repeat(20_000);
        Assessment one = hostile(huge);
        Assessment many = new Assessment(
                one.accounts(),
                java.util.Collections.nCopies(500, one.campaigns().getFirst()),
                one.calibration(),
                one.exchanges(),
                one.missing());

        assertThat(page(many).getBytes(StandardCharsets.UTF_8).length).isLessThan(LIMIT);
    }

    @Test
    void page_timeStampCenturiesAway_fewBars() {
        Campaign sane = Fixtures.mixed().campaigns().getFirst();
        Campaign wild = new Campaign(
                sane.id(),
                sane.verdict(),
                sane.score(),
                sane.pValue(),
                sane.accounts(),
                sane.exchanges(),
                sane.tokensOut(),
                Instant.EPOCH,
                Instant.parse("9999-01-01T00:00:00Z"),
                sane.signals(),
                sane.templates(),
                sane.missing(),
                sane.links(),
                List.of(
                        new Campaign.HourCount(Instant.EPOCH, 5),
                        new Campaign.HourCount(Instant.parse("9999-01-01T00:00:00Z"), 5)));

        String page = page(Fixtures.assessment(List.of(), List.of(wild), 10, List.of()));

        assertThat(page.split("class=\"bar\"", -1).length - 1).isEqualTo(2);
    }
}
