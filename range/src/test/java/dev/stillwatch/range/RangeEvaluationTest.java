// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RangeEvaluationTest {
    private static final Scenario SCENARIO = Traffic.scenario("benign=60", "accounts=15");

    @TempDir
    private Path folder;

    @Test
    void of_allKnowingDetector_findsEverything() {
        RangeEvaluation evaluation = RangeEvaluation.of(
                SCENARIO,
                List.of(1L, 2L),
                traffic -> allKnowing(traffic, true),
                Optional.of(new RangeEvaluation.Prefixes(
                        Duration.ofHours(6),
                        (traffic, cut) -> allKnowing(
                                traffic, !cut.isBefore(SCENARIO.start().plus(Duration.ofHours(24)))))),
                folder);
        EvaluationReport report = new EvaluationReport(evaluation);

        assertThat(evaluation.runs()).hasSize(2).allSatisfy(run -> {
            assertThat(run.score().recall().value()).isEqualTo(1);
            assertThat(run.score().campaignRecall()).isEqualTo(new Share(1, 1));
            Leakage leak = run.leaks().get("c1");
            assertThat(leak).isNotNull();
            assertThat(leak.alarm()).contains(SCENARIO.start().plus(Duration.ofHours(24)));
            assertThat(leak.exchanges().value()).isBetween(0.35, 0.65);
        });
        assertThat(report.table()).contains("account TPR at FPR 0.1 %", "leaked before alarm, c1", "launch-wave");
        assertThat(report.json()).contains("\"seeds\":[1,2]", "\"name\":\"account TPR at FPR 0.01 %\",\"value\":1.0");
    }

    @Test
    void of_blindDetector_leaksEverything() {
        RangeEvaluation evaluation = RangeEvaluation.of(
                SCENARIO,
                List.of(1L),
                traffic -> allKnowing(traffic, false),
                Optional.of(
                        new RangeEvaluation.Prefixes(Duration.ofDays(1), (traffic, cut) -> allKnowing(traffic, false))),
                folder);

        assertThat(evaluation.runs().getFirst().leaks().get("c1")).satisfies(leak -> {
            assertThat(leak.alarm()).isEmpty();
            assertThat(leak.exchanges().value()).isEqualTo(1);
        });
        assertThat(evaluation.runs().getFirst().score().recall().value()).isZero();
    }

    @Test
    void of_scanOutput_isRead() throws IOException {
        Path accounts = folder.resolve("accounts.csv");
        Path truth = folder.resolve("truth.csv");
        Files.writeString(
                accounts,
                "account,org,exchanges,score,p_value,verdict,campaign\n\"a,1\",,3,4.5,0.001,distillation,k1\nb,o,3,-1,0.7,organisation,\n");
        Files.writeString(truth, "account,kind,campaign\n\"a,1\",campaign,c\nb,agent-framework,\n");

        DetectionScore score =
                RangeEvaluation.of(accounts, truth).runs().getFirst().score();

        assertThat(score.recall()).isEqualTo(new Share(1, 1));
        assertThat(score.kinds().get(Kind.AGENT_FRAMEWORK)).containsEntry(Verdict.ORGANISATION, 1L);
    }

    @Test
    void of_missingOrForeignFile_isNamed() throws IOException {
        Path accounts = folder.resolve("accounts.csv");
        assertThatThrownBy(() -> RangeEvaluation.of(accounts, accounts))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("accounts.csv is missing");
        Files.writeString(accounts, "something,else\n");
        assertThatThrownBy(() -> RangeEvaluation.of(accounts, accounts))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("header");
    }

    @Test
    void truth_unknownKind_isRefused() throws IOException {
        Path truth = folder.resolve("truth.csv");
        Files.writeString(truth, "account,kind,campaign\na,martian,\n");

        assertThatThrownBy(() -> Truth.read(truth))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("martian");
    }

    /** A detector that reads the truth. */
    private static Assessment allKnowing(Path traffic, boolean awake) {
        List<AccountAssessment> accounts = Truth.read(traffic.resolve("truth.csv")).accounts().entrySet().stream()
                .map(entry -> {
                    boolean guilty = awake && !entry.getValue().kind().benign();
                    return new AccountAssessment(
                            entry.getKey(),
                            Optional.empty(),
                            1,
                            new LogOdds(guilty ? 5 : -5),
                            new Probability(guilty ? 0.001 : 1),
                            guilty ? Verdict.DISTILLATION : Verdict.CLEAR,
                            guilty ? Optional.of("found") : Optional.empty(),
                            List.of(),
                            List.of());
                })
                .toList();
        List<String> guilty = accounts.stream()
                .filter(a -> a.verdict() == Verdict.DISTILLATION)
                .map(AccountAssessment::account)
                .toList();
        return new Assessment(
                accounts, guilty.isEmpty() ? List.of() : List.of(found(guilty)), sure(), accounts.size(), List.of());
    }

    private static Campaign found(List<String> accounts) {
        return new Campaign(
                "found",
                Verdict.DISTILLATION,
                new LogOdds(5),
                new Probability(1e-6),
                accounts,
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Calibration sure() {
        return new Calibration("none", 999_999, new Probability(0.001), new LogOdds(0), new Probability(1e-6));
    }

    @Test
    void times_growPastTheirFirstRoom() {
        Leakage.Times times = new Leakage.Times();
        Traffic.of("accounts=5", "rate=2").forEach(times::note);
        Truth truth = new Truth(java.util.Map.of("x", Truth.Label.campaign("c1")));
        Instant start = Instant.parse("2026-11-02T00:00:00Z");

        Leakage leak = Leakage.measure(
                        start,
                        start.plus(Duration.ofDays(1)),
                        Duration.ofDays(1),
                        cut -> new Assessment(List.of(), List.of(), sure(), 0, List.of()),
                        truth,
                        times)
                .getOrDefault("c1", new Leakage(Optional.empty(), new Share(0, 0)));

        assertThat(leak.exchanges().trials()).isGreaterThan(300);
        assertThat(leak.exchanges().value()).isEqualTo(1);
    }
}
