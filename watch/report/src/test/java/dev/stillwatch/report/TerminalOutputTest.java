// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What explain and scan print: {@link ExplanationText}, {@link ExplanationJson} and {@link SummaryTable}. */
class TerminalOutputTest {
    private static final String STEERING = "a\u001b[2J\u0007\r\u009b31m\u202Eb\u2028c\u200Dd\n";

    private static Campaign first() {
        return Fixtures.mixed().campaigns().getFirst();
    }

    private static Explanation account(String name) {
        AccountAssessment account = Fixtures.account(
                name,
                Verdict.DISTILLATION,
                6.5,
                List.of(
                        new Signal(Channel.TEMPLATE, new LogOdds(7.5), "97 % follow the group's patterns" + name),
                        new Signal(Channel.LEGITIMATE_USE, new LogOdds(-1), "some conversation")));
        return new Explanation.OfAccount(account, Optional.of(first()), Fixtures.calibration(500), Fixtures.facts());
    }

    private static Explanation campaign() {
        return new Explanation.OfCampaign(first(), Fixtures.calibration(20_000), Fixtures.facts());
    }

    private static void assertTame(String text) {
        assertThat(text.chars().filter(c -> c != '\n'))
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.LINE_SEPARATOR);
    }

    @Test
    void explanationText_account_forAgainstMissingCalibrationAndLimits() {
        assertThat(ExplanationText.of(account("a17"), 1_000))
                .startsWith("Account a17 is judged distillation: ")
                .containsSubsequence(
                        "Speaks for distillation:",
                        "+7.5  Prompt templates:",
                        "Speaks against:",
                        "−1.0  Legitimate use:",
                        "Was missing:",
                        "nothing; every kind",
                        "What it rests on:",
                        "strictest rate they can is 1 in 501",
                        "What it does not mean:")
                .endsWith("unseen.\n");
    }

    @Test
    void explanationText_campaign_linksTemplatesAndSteps() {
        assertThat(ExplanationText.of(campaign(), 1_000))
                .startsWith("Group c-2b80d4 is judged distillation: ")
                .containsSubsequence(
                        "payment instrument: 6 shared by 1,900 accounts, the commonest (p-9f2c) by 680",
                        "solve … step by step",
                        "Observe.",
                        "Throttle the group");
    }

    @Test
    void explanationText_leadOnly_proposesNothingThatHinders() {
        Campaign strong = first();
        Campaign lead = new Campaign(
                strong.id(),
                strong.verdict(),
                new LogOdds(2),
                strong.pValue(),
                strong.accounts(),
                strong.exchanges(),
                strong.tokensOut(),
                strong.firstSeen(),
                strong.lastSeen(),
                strong.signals(),
                strong.templates(),
                strong.missing(),
                strong.links(),
                strong.timeline());

        assertThat(NextSteps.of(lead))
                .extracting(NextSteps.Step::name)
                .containsExactly("Observe", "Look for yourself", "Leave what cannot be undone to a person");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 72, 120})
    void explanationText_anyWidth_noLineIsLonger(int width) {
        assertThat(ExplanationText.of(campaign(), width).lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(width));
    }

    @Test
    void explanation_steeringCharacters_visibleInsteadOfActing() {
        assertTame(ExplanationText.of(account(STEERING), 100));
        assertTame(ExplanationJson.of(account(STEERING)));
        assertThat(ExplanationText.of(account(STEERING), 100)).contains("a\\u001b[2J\\u0007\\u000d\\u009b31m\\u202eb");
    }

    @Test
    void explanationJson_account_readsBackAsTheSameAccount() {
        byte[] bytes = ExplanationJson.of(account(STEERING)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (var parser = Json.parser(bytes, bytes.length)) {
            parser.nextToken();
            JsonObject read = JsonObject.read(parser);
            assertThat(AccountJson.read(read.object("account")))
                    .isEqualTo(((Explanation.OfAccount) account(STEERING)).account());
            assertThat(read.object("group").whole("accounts")).isEqualTo(2_000);
            assertThat(read.object("calibration").whole("accounts")).isEqualTo(500);
            assertThat(read.text("does_not_mean")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100, 132})
    void summary_anyWidth_noLineIsLongerAndCampaignsStay(int width) {
        String text = new SummaryTable(Fixtures.mixed(), Fixtures.facts()).text(width);

        assertThat(text.lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(width));
        assertThat(text).contains("c-2b80d4", "g-88ef10", "distillation");
    }

    @Test
    void summary_wide_alignedColumns() {
        assertThat(new SummaryTable(Fixtures.mixed(), Fixtures.facts()).text(120))
                .contains("""
                        CAMPAIGN  VERDICT       ACCOUNTS  EXCHANGES  TOKENS OUT  LOG-ODDS        P  FIRST SEEN        LAST SEEN
                        c-2b80d4  distillation     2,000    168,000  70,056,000      18.9  0.00004  2026-11-01 00:07  2026-11-07 23:54
                        """)
                .contains("3 malformed records skipped, 112 duplicates counted once");
    }

    @Test
    void summary_manyGroups_firstOnesAndAPointer() {
        assertThat(new SummaryTable(Fixtures.crowded(60), Fixtures.facts()).text(100))
                .contains("and 40 more in campaigns.json")
                .contains("g-19 ")
                .doesNotContain("g-20 ");
    }

    @Test
    void summary_nothingRead_saysSo() {
        assertThat(new SummaryTable(Fixtures.empty(), Fixtures.facts()).text(80))
                .startsWith("Nothing was read")
                .contains("clear                0          0");
    }

    @Test
    void summaryJson_mixed_countsByVerdictAndEveryGroup() {
        Assessment assessment = Fixtures.mixed();
        byte[] bytes =
                new SummaryTable(assessment, Fixtures.facts()).json().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (var parser = Json.parser(bytes, bytes.length)) {
            parser.nextToken();
            JsonObject read = JsonObject.read(parser);
            assertThat(read.object("verdicts").object("distillation").whole("accounts"))
                    .isEqualTo(2_376);
            assertThat(read.list("campaigns", JsonObject.class))
                    .extracting(campaign -> campaign.text("id"))
                    .containsExactlyInAnyOrderElementsOf(
                            assessment.campaigns().stream().map(Campaign::id).toList());
        }
    }
}
