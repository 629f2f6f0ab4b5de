// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeLedgerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ReportingRule.ComputeTest TRAINING = new ReportingRule.ComputeTest(
            1e26, Set.of(Phase.PRETRAINING, Phase.FINE_TUNING, Phase.DISTILLATION_TEACHER), true);

    private static ComputeEntry entry(String id, String model, Phase phase, Operations operations) {
        return new ComputeEntry(
                id,
                model,
                phase,
                START,
                START.plus(Duration.ofDays(100)),
                false,
                List.of(new ComputeMethod.Reported(operations)),
                "log 1");
    }

    private static Operations exactly(double operations) {
        return new Operations(operations, operations, operations);
    }

    /** Llama 2 70B as Epoch's notes have it: 8.4e23 by 6 N D; 1.72 million A100-hours at 312e12 and 40 % are 7.7e23. */
    @Test
    void methods_ofAPublishedModel_giveItsPublishedFigures_andAgree() {
        ComputeMethod form = new ComputeMethod.ByForm(70e9, 2e12, ComputeMethod.ByForm.Passes.TRAINING, 0.1);
        ComputeMethod machines = new ComputeMethod.ByMachines(1, Duration.ofHours(1_720_000), 312e12, 0.36, 0.40, 0.46);
        assertThat(form.operations().mid()).isCloseTo(8.4e23, Percentage.withPercentage(0.1));
        assertThat(machines.operations().mid()).isCloseTo(7.73e23, Percentage.withPercentage(0.1));
        ComputeEntry both = new ComputeEntry(
                "r-1", "llama-2-70b", Phase.PRETRAINING, START, START, false, List.of(form, machines), "paper");
        assertThat(both.contradicted()).isFalse();
        ComputeMethod sparse = new ComputeMethod.ByMachines(1, Duration.ofHours(1_720_000), 624e12, 0.36, 0.40, 0.46);
        ComputeEntry doubled = new ComputeEntry(
                "r-1", "llama-2-70b", Phase.PRETRAINING, START, START, false, List.of(form, sparse), "paper");
        assertThat(new ComputeLedger(List.of(doubled), Map.of()).contradicted()).containsExactly(doubled);
    }

    @Test
    void spent_isWhatTheRuleCounts_withModelsItWasMadeFromOnce() {
        ComputeLedger ledger = new ComputeLedger(
                List.of(
                        entry("a", "base", Phase.PRETRAINING, exactly(7e25)),
                        entry("b", "left", Phase.FINE_TUNING, exactly(1e25)),
                        entry("c", "right", Phase.FINE_TUNING, exactly(1e25)),
                        entry("d", "merged", Phase.FINE_TUNING, exactly(2e25)),
                        entry("e", "merged", Phase.EVALUATION, exactly(9e25))),
                Map.of("left", Set.of("base"), "right", Set.of("base"), "merged", Set.of("left", "right")));
        Instant end = START.plus(Duration.ofDays(100));
        assertThat(ledger.spent("merged", TRAINING, end).mid()).isCloseTo(1.1e26, within(1e12));
        ReportingRule.ComputeTest alone = new ReportingRule.ComputeTest(1e26, TRAINING.phases(), false);
        assertThat(ledger.spent("merged", alone, end).mid()).isEqualTo(2e25);
        // Half of the time, half of it.
        assertThat(ledger.spent("base", alone, START.plus(Duration.ofDays(50))).mid())
                .isEqualTo(3.5e25);
        assertThat(ledger.spent("base", alone, START)).isEqualTo(Operations.NONE);
    }

    @Test
    void compared_saysBelowCrossesOrAbove_andTheLimitItselfIsNotExceeded() {
        assertThat(exactly(1e26).against(1e26)).isEqualTo(Threshold.Comparison.BELOW);
        assertThat(new Operations(9e25, 1e26, 1.1e26).against(1e26)).isEqualTo(Threshold.Comparison.CROSSES);
        assertThat(exactly(1.01e26).against(1e26)).isEqualTo(Threshold.Comparison.ABOVE);
        assertThat(new Operations(9e25, 1e26, 1.1e26).text()).isEqualTo("1e26 (9e25 to 1.1e26)");
        assertThat(exactly(8.4e23).text()).isEqualTo("8.4e23");
        assertThat(exactly(1_234).text()).isEqualTo("1230");
    }

    @Test
    void forecast_sixMonthsAhead_saysWhenItWillBeExceeded() {
        ComputeEntry planned = new ComputeEntry(
                "p",
                "m",
                Phase.PRETRAINING,
                START,
                START.plus(Duration.ofDays(200)),
                true,
                List.of(new ComputeMethod.Reported(new Operations(1.5e26, 2e26, 4e26))),
                "plan 3");
        ComputeLedger ledger = new ComputeLedger(List.of(planned), Map.of());
        ReportingRule rule = RuleBook.shipped().rule("us.bis.702-7").orElseThrow();
        ComputeLedger.Forecast forecast = ledger.forecast("m", rule, TRAINING, START, START.plus(Duration.ofDays(182)));
        // 2e26 in 200 days are 1e26 after 100; 4e26 after 50.
        assertThat(Duration.between(
                                START.plus(Duration.ofDays(100)),
                                forecast.likely().orElseThrow())
                        .abs())
                .isLessThan(Duration.ofSeconds(1));
        assertThat(Duration.between(
                                START.plus(Duration.ofDays(50)),
                                forecast.soonest().orElseThrow())
                        .abs())
                .isLessThan(Duration.ofSeconds(1));
        assertThat(ledger.forecast("m", rule, TRAINING, START, START.plus(Duration.ofDays(40)))
                        .soonest())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void spent_anyLedger_neverShrinksWithTimeAndDoesNotDependOnOrder(long seed) {
        Random random = new Random(seed);
        List<ComputeEntry> entries = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            Instant from = START.plus(Duration.ofHours(random.nextInt(2_000)));
            entries.add(new ComputeEntry(
                    "e" + n,
                    "m" + random.nextInt(4),
                    random.nextBoolean() ? Phase.PRETRAINING : Phase.FINE_TUNING,
                    from,
                    from.plus(Duration.ofHours(random.nextInt(500))),
                    random.nextBoolean(),
                    List.of(new ComputeMethod.Reported(Operations.about(random.nextInt(100), 0.2))),
                    "log"));
        }
        Map<String, Set<String>> parents = Map.of("m3", Set.of("m1", "m2"), "m2", Set.of("m0"));
        ComputeLedger ledger = new ComputeLedger(entries, parents);
        ComputeLedger reversed = new ComputeLedger(entries.reversed(), parents);
        Operations before = Operations.NONE;
        for (int hour = 0; hour < 2_600; hour += 37) {
            Instant at = START.plus(Duration.ofHours(hour));
            Operations now = ledger.spent("m3", TRAINING, at);
            assertThat(now.low()).isGreaterThanOrEqualTo(before.low() - 1e-9);
            assertThat(now.high()).isGreaterThanOrEqualTo(before.high() - 1e-9);
            assertThat(now.low()).isLessThanOrEqualTo(now.mid()).isLessThanOrEqualTo(now.high());
            assertThat(reversed.spent("m3", TRAINING, at).mid()).isCloseTo(now.mid(), within(1e-6));
            before = now;
        }
    }

    @Test
    void ledger_thatContradictsItself_isRefused() {
        ComputeEntry one = entry("a", "m", Phase.PRETRAINING, exactly(1));
        assertThatThrownBy(() -> new ComputeLedger(List.of(one, one), Map.of()))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("two entries of compute have the id a");
        assertThatThrownBy(() -> new ComputeLedger(List.of(), Map.of("a", Set.of("b"), "b", Set.of("a"))))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("made from itself");
        for (double[] wrong :
                new double[][] {{-1, 0, 1}, {2, 1, 3}, {0, 1, Double.NaN}, {0, 1, Double.POSITIVE_INFINITY}}) {
            assertThatThrownBy(() -> new Operations(wrong[0], wrong[1], wrong[2]))
                    .isInstanceOf(StillwatchException.class);
        }
    }

    /** 1e20 operations a second are 101,112 H100 at BF16 and half as many at FP8. */
    @Test
    void cluster_ofFastLinks_sumsPeaksOverSwitches_byPrecision() {
        Map<String, Double> h100 = Map.of("bf16", 989e12, "fp8", 1_979e12);
        Cluster cluster = new Cluster(
                Map.of(
                        "hall-1", new Cluster.Machine(40_000, h100),
                        "hall-2", new Cluster.Machine(30_000, h100),
                        "office", new Cluster.Machine(8, h100),
                        "switch", new Cluster.Machine(0, Map.of())),
                List.of(
                        new Cluster.Link("hall-1", "switch", 400),
                        new Cluster.Link("switch", "hall-2", 400),
                        new Cluster.Link("hall-2", "office", 300)));
        List<Cluster.Joined> joined = cluster.joined(300);
        assertThat(joined).hasSize(2);
        assertThat(joined.getFirst().machines()).containsExactly("hall-1", "hall-2", "switch");
        assertThat(joined.getFirst().peak().get("bf16")).isLessThan(1e20).isCloseTo(6.923e19, within(1e16));
        assertThat(joined.getFirst().peak().get("fp8")).isGreaterThan(1e20);
        assertThat(cluster.joined(299).getFirst().machines()).hasSize(4);
        assertThatThrownBy(() -> new Cluster(Map.of(), List.of(new Cluster.Link("a", "b", 1))))
                .hasMessageContaining("switches are machines without chips");
        assertThat(cluster.joined(1_000)).hasSize(4);
    }
}
