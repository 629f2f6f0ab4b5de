// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.BaselineDrift;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.detect.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftReportTest {
    private static final Instant NOON = Instant.parse("2026-11-07T12:00:00Z");
    private static final Window DAY = new Window(NOON.minusSeconds(86_400), NOON);

    @TempDir
    private Path folder;

    private static Calibration calibration(boolean moved) {
        return new Calibration(
                "the baseline",
                8_000,
                new Probability(0.001),
                new LogOdds(1.5),
                new Probability(0.0005),
                List.of(
                        new Calibration.Stratum(1, 3_000, new LogOdds(0)),
                        new Calibration.Stratum(16, 5_000, new LogOdds(1.5))),
                7,
                new BaselineDrift(
                        812,
                        List.of(
                                new BaselineDrift.Change("content", 0.62, new Probability(0.004), moved),
                                new BaselineDrift.Change("volume", 0.03, new Probability(1), false)),
                        ""));
    }

    private static Assessment assessment(boolean moved) {
        AccountAssessment account = new AccountAssessment(
                "a1",
                Optional.empty(),
                12,
                new LogOdds(4),
                new Probability(0.0005),
                Verdict.DISTILLATION,
                Optional.of("c-1"),
                List.of(),
                List.of(),
                Optional.of(DAY));
        Campaign campaign = new Campaign(
                "c-1",
                Verdict.DISTILLATION,
                new LogOdds(6),
                new Probability(0.01),
                List.of("a1"),
                12,
                100,
                NOON,
                NOON,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(DAY));
        return new Assessment(List.of(account), List.of(campaign), calibration(moved), 12, List.of());
    }

    @Test
    void writeThenExplain_windowStrataAndDrift_comeBackEqual() {
        ReportFolder.write(assessment(true), Fixtures.facts(), folder);
        ReportFolder report = ReportFolder.open(folder);
        Explanation.OfAccount account = report.account("a1");
        assertThat(account.account().window()).contains(DAY);
        assertThat(account.campaign().flatMap(Campaign::window)).contains(DAY);
        assertThat(account.calibration()).isEqualTo(calibration(true));
        assertThat(ExplanationText.of(account, 100)).contains("stands out most from", "baseline no longer");
    }

    @Test
    void text_driftedBaseline_warnsInSummaryAndPage() throws IOException {
        ReportFolder.write(assessment(true), Fixtures.facts(), folder);
        String page = Files.readString(folder.resolve(ReportFolder.PAGE));
        String summary = new SummaryTable(assessment(true), Fixtures.facts()).text(300);
        assertThat(page).contains("The baseline no longer looks like this traffic", "take a fresh baseline");
        assertThat(summary).contains("812 customers", "content by 0.6", "take a fresh baseline");
        assertThat(summary).doesNotContain("volume by");
        assertThat(new SummaryTable(assessment(true), Fixtures.facts()).json()).contains("\"baseline_drifted\" : true");
    }

    @Test
    void text_steadyBaseline_saysNothingOfDrift() {
        String summary = new SummaryTable(assessment(false), Fixtures.facts()).text(300);
        assertThat(summary).doesNotContain("no longer looks");
    }

    @Test
    void explain_reportOfAnEarlierVersion_isStillRead() throws IOException {
        ReportFolder.write(assessment(true), Fixtures.facts(), folder);
        Path file = folder.resolve(ReportFolder.CALIBRATION);
        String now = Files.readString(file);
        int added = now.indexOf(",\"strata\"");
        Files.writeString(file, now.substring(0, added) + now.substring(now.indexOf("},\"scan\"")));
        Calibration read = ReportFolder.open(folder).account("a1").calibration();
        assertThat(read.accounts()).isEqualTo(8_000);
        assertThat(read.drift().moved()).isFalse();
    }
}
