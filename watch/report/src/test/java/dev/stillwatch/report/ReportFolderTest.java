// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    @TempDir
    private Path folder;

    private ReportFolder written(Assessment assessment) {
        ReportFolder.write(assessment, Fixtures.facts(), folder);
        return ReportFolder.open(folder);
    }

    private static Assessment named(String... names) {
        List<AccountAssessment> accounts = Stream.of(names)
                .map(name -> Fixtures.account(
                        name,
                        Verdict.CLEAR,
                        -2.5,
                        List.of(
                                new Signal(Channel.TIMING, new LogOdds(-1.5), "quiet at night"),
                                new Signal(Channel.TIMING, new LogOdds(-1), "quiet at weekends"))))
                .toList();
        return Fixtures.assessment(accounts, List.of(), 100, List.of());
    }

    @Test
    void writeThenExplain_everyCampaign_comesBackEqual() {
        Assessment assessment = Fixtures.mixed();
        ReportFolder report = written(assessment);

        assertThat(assessment.campaigns()).allSatisfy(campaign -> {
            Explanation.OfCampaign explanation = report.campaign(campaign.id());
            assertThat(explanation.campaign()).isEqualTo(campaign);
            assertThat(explanation.facts()).isEqualTo(Fixtures.facts());
        });
    }

    @Test
    void eachAccountAndCampaign_comesAsExplainShowsItInTheOrderOfWriting() {
        Assessment assessment = Fixtures.mixed();
        ReportFolder report = written(assessment);
        List<AccountAssessment> accounts = new ArrayList<>();
        List<Campaign> campaigns = new ArrayList<>();

        report.eachAccount(accounts::add);
        report.eachCampaign(campaigns::add);

        assertThat(accounts)
                .extracting(AccountAssessment::account)
                .isEqualTo(assessment.accounts().stream()
                        .map(AccountAssessment::account)
                        .toList());
        assertThat(accounts.getLast())
                .isEqualTo(report.account(accounts.getLast().account()).account());
        assertThat(campaigns)
                .hasSameSizeAs(assessment.campaigns())
                .allSatisfy(campaign -> assertThat(campaign)
                        .isEqualTo(report.campaign(campaign.id()).campaign()));
    }

    @Test
    void eachCampaign_fileCutOff_fileAndLineNamed() throws IOException {
        ReportFolder report = written(Fixtures.mixed());
        String text = Files.readString(folder.resolve("campaigns.json"));
        Files.writeString(folder.resolve("campaigns.json"), text.substring(0, text.length() / 2));

        assertThatThrownBy(() -> report.eachCampaign(campaign -> {})).hasMessageContaining("campaigns.json, line");
    }

    @Test
    void writeThenExplain_memberOfACampaign_comesWithItsCampaign() {
        Assessment assessment = Fixtures.mixed();
        AccountAssessment member = assessment.accounts().stream()
                .filter(account -> account.campaign().isPresent())
                .findFirst()
                .orElseThrow();

        Explanation.OfAccount explanation = written(assessment).account(member.account());

        assertThat(explanation.account().signals()).isEqualTo(member.signals());
        assertThat(explanation.account().score().nats())
                .isCloseTo(member.score().nats(), within(1e-6));
        assertThat(explanation.campaign().orElseThrow().accounts()).contains(member.account());
        assertThat(explanation.calibration().source())
                .isEqualTo(assessment.calibration().source());
    }

    @Test
    void writeThenExplain_hostileNames_eachFoundUnderItsOwnName() {
        String[] names = {
            "a",
            "a\"",
            "a\\",
            "a\\\"",
            "a\nb",
            "a,b",
            "{\"account\":\"a",
            "\u202Ea",
            "ä€😀",
            "half\uD83D",
            " a ",
            "=1+1",
            "x".repeat(200_000),
            "nul\u0000"
        };
        ReportFolder report = written(named(names));

        for (String name : names) {
            AccountAssessment account = report.account(name).account();
            assertThat(account.account()).isEqualTo(VisibleText.wellFormed(name));
            assertThat(account.signals()).hasSize(2);
        }
    }

    @Test
    void account_unknown_nearestNamedWithRemedy() {
        ReportFolder report = written(named("acct-000017", "acct-000018", "entirely different", "acct-700011"));

        assertThatThrownBy(() -> report.account("acct-00017"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContainingAll("acct-000017", "acct-000018", "accounts.csv")
                .hasMessageNotContaining("entirely");
    }

    @Test
    void campaign_unknown_nearestNamedWithRemedy() {
        ReportFolder report = written(Fixtures.mixed());

        assertThatThrownBy(() -> report.campaign("c-2b80d5\u001b[31m"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContainingAll("c-2b80d4", "campaigns.json", "\\u001b")
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void open_folderWithoutReport_messageSaysWhatToRun() {
        assertThatThrownBy(() -> ReportFolder.open(folder))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContainingAll(folder.toString(), "evidence.jsonl is missing", "stillwatch scan");
    }

    @Test
    void account_damagedLineBeforeIt_fileAndLineNamed() throws IOException {
        ReportFolder report = written(named("a1", "a2", "a3"));
        Path evidence = folder.resolve("evidence.jsonl");
        List<String> lines = Files.readAllLines(evidence);
        Files.write(evidence, List.of(lines.get(0), lines.get(1).substring(0, 50), lines.get(2)));

        assertThatThrownBy(() -> report.account("a3"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContainingAll("evidence.jsonl, line 2 is damaged", "scan again");
    }

    @Test
    void account_memberOfAnotherType_fileAndLineNamed() throws IOException {
        ReportFolder report = written(named("a1", "a2"));
        Path evidence = folder.resolve("evidence.jsonl");
        Files.writeString(evidence, Files.readString(evidence).replace("\"exchanges\":42", "\"exchanges\":\"many\""));

        assertThatThrownBy(() -> report.account("a2"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContainingAll("evidence.jsonl, line 2 is damaged", "exchanges");
    }

    @Test
    void account_damagedCalibration_fileNamed() throws IOException {
        ReportFolder report = written(named("a1"));
        Files.writeString(folder.resolve("calibration.json"), "{\"calibration\":");

        assertThatThrownBy(() -> report.account("a1"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("calibration.json, line 1 is damaged");
    }

    @Test
    void write_overAnEarlierReport_replacesItAndLeavesNothingElse() throws IOException {
        written(Fixtures.mixed());
        written(named("only"));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "accounts.csv", "campaigns.json", "evidence.jsonl", "calibration.json", "report.html");
        }
        assertThat(folder.resolve("accounts.csv")).content().hasLineCount(2);
    }

    @Test
    void write_failingPartWay_leavesTheEarlierReportWhole() throws IOException {
        written(named("old"));
        String before = Files.readString(folder.resolve("accounts.csv"));
        Path inTheWay = folder.resolve(".report.html.tmp");
        Files.createDirectory(inTheWay);
        Files.createFile(inTheWay.resolve("x"));

        assertThatThrownBy(() -> ReportFolder.write(named("new"), Fixtures.facts(), folder))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContainingAll("cannot write the report to " + folder, "--out");

        assertThat(folder.resolve("accounts.csv")).hasContent(before);
        assertThat(ReportFolder.open(folder).account("old").account().account()).isEqualTo("old");
        assertThat(folder.resolve(".accounts.csv.tmp")).doesNotExist();
    }

    @Test
    void write_temporaryNameIsALink_linkTargetUntouched() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "keep", StandardOpenOption.CREATE_NEW);
        Files.createSymbolicLink(folder.resolve(".accounts.csv.tmp"), victim);

        written(named("a"));

        assertThat(victim).hasContent("keep");
    }

    @Test
    void write_folderIsAFile_messageNamesItAndTheRemedy() throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));

        assertThatThrownBy(() -> ReportFolder.write(named("a"), Fixtures.facts(), file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContainingAll(file.toString(), "not a folder", "--out");
        assertThatThrownBy(() -> ReportFolder.write(named("a"), Fixtures.facts(), file.resolve("below")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContainingAll(file.toString(), "--out");
    }
}
