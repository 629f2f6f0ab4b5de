// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan of a log with a campaign in it prints, writes and returns. */
class ScanCommandTest {
    @TempDir
    private static Path folder;

    private static Path report;
    private static Command scan;

    @BeforeAll
    static void scanOnce() {
        report = folder.resolve("report");
        scan = Command.run("scan", Sample.campaignLog(), "--out", report, "--threads", 4);
    }

    @Test
    void scan_campaignInLog_exitsWithThree() {
        assertThat(scan.status()).as(scan.err()).isEqualTo(3);
    }

    @Test
    void scan_campaignInLog_printsTableAndSaysWhereTheReportIs() {
        assertThat(scan.out())
                .startsWith("Found 1 campaign")
                .contains("VERDICT", "distillation", "CAMPAIGN")
                .endsWith("\n");
        assertThat(scan.err())
                .contains("Report: " + report.resolve("report.html"))
                .contains("stillwatch explain " + report + " --campaign c-");
    }

    @Test
    void accountsCsv_hasTheContractsHeaderAndEveryAccountOnce() throws IOException {
        List<String> lines = Files.readAllLines(report.resolve("accounts.csv"));
        List<String> truth = Files.readAllLines(Sample.truth());

        assertThat(lines.getFirst()).isEqualTo("account,org,exchanges,score,p_value,verdict,campaign");
        assertThat(lines.stream().skip(1).map(line -> line.split(",", -1)[0]))
                .containsExactlyInAnyOrderElementsOf(
                        truth.stream().skip(1).map(line -> line.split(",")[0]).toList());
        assertThat(lines.stream().skip(1))
                .allSatisfy(line -> assertThat(line)
                        .matches("[^,]+,[^,]*,\\d+,-?[0-9.]+,[0-9.e-]+,"
                                + "(clear|insufficient|organisation|reseller|evaluation|distillation),[^,]*"));
    }

    @Test
    void accountsCsv_namesTheCampaignsAccountsAndNoOthers() throws IOException {
        List<String> harvesters = Files.readAllLines(Sample.truth()).stream()
                .map(line -> line.split(",", -1))
                .filter(fields -> fields[1].equals("campaign"))
                .map(fields -> fields[0])
                .toList();
        List<String> called = Sample.verdicts(report).entrySet().stream()
                .filter(entry -> entry.getValue().equals("distillation"))
                .map(java.util.Map.Entry::getKey)
                .toList();

        assertThat(called).isSubsetOf(harvesters).hasSizeGreaterThan(harvesters.size() / 2);
    }

    @Test
    void campaignsJson_hasTheContractsMembers() throws IOException {
        assertThat(Sample.file(report.resolve("campaigns.json")))
                .startsWith("[")
                .contains(
                        "\"id\":",
                        "\"verdict\":\"distillation\"",
                        "\"score\":",
                        "\"p_value\":",
                        "\"accounts\":[",
                        "\"exchanges\":",
                        "\"tokens_out\":",
                        "\"first_seen\":",
                        "\"last_seen\":",
                        "\"signals\":[",
                        "\"log_odds\":",
                        "\"summary\":",
                        "\"templates\":[",
                        "\"skeleton\":",
                        "\"missing\":[");
    }

    @Test
    void reportHtml_refersToNothingOutsideThePage() throws IOException {
        assertThat(Sample.file(report.resolve("report.html")))
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("src=\"http", "href=\"http", "@import");
    }

    @Test
    void scan_accountsFoundBenign_areSparedAndOthersAreNot() throws IOException {
        List<String> called = Sample.verdicts(report).entrySet().stream()
                .filter(entry -> entry.getValue().equals("distillation"))
                .map(java.util.Map.Entry::getKey)
                .sorted()
                .toList();
        Path benign = Files.writeString(
                folder.resolve("benign.txt"),
                "\uFEFF" + called.get(0) + "\r\n\n" + called.get(1) + "\t2100-01-01\n" + called.get(2)
                        + "\t2001-01-01T00:00:00Z\nnot-there");
        Path other = folder.resolve("told");

        Command told =
                Command.run("scan", Sample.campaignLog(), "--out", other, "--confirmed-benign", benign, "--threads", 2);

        assertThat(told.status()).as(told.err()).isEqualTo(3);
        assertThat(told.err()).contains("1 of 4 accounts of --confirmed-benign are not in these logs");
        assertThat(Sample.verdicts(other))
                .containsEntry(called.get(0), "insufficient")
                .containsEntry(called.get(1), "insufficient");
        assertThat(Sample.verdicts(other).entrySet().stream()
                        .filter(entry -> entry.getValue().equals("distillation"))
                        .map(java.util.Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(called.subList(2, called.size()));
        Command why = Command.run("explain", other, "--account", called.get(1));
        assertThat(why.out()).contains("found this account benign on 2100-01-01");
    }

    @Test
    void scan_benignFileThatCannotBeRead_saysWhereAndWhat() throws IOException {
        Path late = Files.writeString(folder.resolve("late.txt"), "good\nsecret-name\tyesterday\n");
        Path binary = Files.write(folder.resolve("binary.txt"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});
        Path three = Files.writeString(folder.resolve("three.txt"), "a\t2026-01-01\tb\n");

        assertRefused(late, "late.txt, line 2: after the tab stands no time");
        assertRefused(binary, "binary.txt: is not UTF-8 text");
        assertRefused(three, "three.txt, line 1: write an account");
        assertRefused(folder.resolve("none.txt"), "none.txt: there is no such file");
        assertRefused(folder, "cannot be read");
    }

    private static void assertRefused(Path file, String why) {
        Command refused = Command.run("scan", Sample.campaignLog(), "--out", report, "--confirmed-benign", file);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains(why).doesNotContain("secret-name");
    }

    @Test
    void scan_oneThread_writesTheSameBytes() throws IOException {
        Path other = folder.resolve("one-thread");

        Command.run("scan", Sample.campaignLog(), "--out", other, "--threads", 1);

        assertSame(other);
    }

    @Test
    void scan_linesShuffledOverThreeFiles_writesTheSameBytes() throws IOException {
        List<String> lines = new ArrayList<>(Sample.campaignLines());
        Collections.shuffle(lines, new Random(5));
        Path split = Files.createDirectory(folder.resolve("split"));
        int third = lines.size() / 3;
        Files.write(split.resolve("1.jsonl"), lines.subList(0, third));
        Files.write(split.resolve("2.jsonl"), lines.subList(third, 2 * third));
        Files.write(split.resolve("3.jsonl"), lines.subList(2 * third, lines.size()));
        Path other = folder.resolve("shuffled");

        Command.run(
                "scan", split.resolve("3.jsonl"), split.resolve("1.jsonl"), split.resolve("2.jsonl"), "--out", other);

        assertSame(other);
    }

    private static void assertSame(Path other) throws IOException {
        for (String name : List.of("accounts.csv", "campaigns.json")) {
            assertThat(other.resolve(name)).hasSameBinaryContentAs(report.resolve(name));
        }
    }

    @Test
    void scan_ownTrafficAsBaseline_isCalibratedOnIt() throws IOException {
        Path baseline = folder.resolve("baseline");
        Command made = Command.run(
                "range",
                "traffic",
                "benign",
                "--benign",
                100,
                "--days",
                1,
                "--start",
                "2026-10-20T00:00:00Z",
                "--out",
                baseline);
        Path other = folder.resolve("with-baseline");

        Command scanned = Command.run(
                "scan", Sample.campaignLog(), "--out", other, "--baseline", baseline.resolve("traffic.jsonl.zst"));

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(scanned.status()).as(scanned.err()).isEqualTo(3);
        assertThat(Sample.file(other.resolve("calibration.json"))).contains("the baseline logs");
        assertThat(Sample.verdicts(other)).hasSameSizeAs(Sample.verdicts(report));
    }

    @Test
    void explain_accountAndCampaign_fromTheReport() throws IOException {
        String row = Files.readAllLines(report.resolve("accounts.csv")).stream()
                .filter(line -> line.contains("distillation"))
                .findFirst()
                .orElseThrow();
        String account = row.split(",", -1)[0];
        String campaign = row.split(",", -1)[6];

        Command why = Command.run("explain", report, "--campaign", campaign);
        Command json = Command.run("explain", "--out", report, "--account", account, "--format", "json");
        Command typo = Command.run("explain", report, "--account", account + "x");

        assertThat(why.status()).as(why.err()).isZero();
        assertThat(why.out()).contains(campaign, "distillation", "log-odds");
        assertThat(json.status()).as(json.err()).isZero();
        assertThat(json.out()).startsWith("{").contains("\"" + account + "\"", campaign, "calibration");
        assertThat(typo.status()).isEqualTo(2);
        assertThat(typo.err()).contains("nearest: " + account);
    }

    @Test
    void evaluate_reportAgainstTruth_printsTheFigures() {
        Command score = Command.run("range", "evaluate", "--report", report, "--truth", Sample.truth());

        assertThat(score.status()).as(score.err()).isZero();
        assertThat(score.out())
                .contains("account TPR at FPR 0.1 %", "account TPR at FPR 0.01 %", "campaign recall")
                .containsPattern("campaign precision +100.000%");
    }
}
