// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What campaigns get from detectors that accuse them at a known time. */
class AttackTrialTest {
    private static final Scenario SCENARIO =
            Traffic.scenario("benign=40", "accounts=15", "days=4", "dilution=0.2", "decoys=0.3", "aged=0.4");

    @TempDir
    private Path folder;

    @Test
    void run_blindDetector_everythingGetsAway() {
        Haul haul = haul(day -> false);
        List<LabelledExchange> sent = sent();

        assertThat(haul.away()).isEqualTo(new Share(count(sent, Purpose.HARVEST), count(sent, Purpose.HARVEST)));
        assertThat(haul.paid()).isEqualTo(count(sent, Purpose.HARVEST) + count(sent, Purpose.DECOY));
        assertThat(haul.resold()).isEqualTo(count(sent, Purpose.RESOLD));
        assertThat(haul.accounts()).isEqualTo(15);
        assertThat(haul.agedAccounts()).isBetween(1L, 12L);
        assertThat(haul.recall().value()).isZero();
    }

    @Test
    void run_accusedAfterADay_aQuarterGetsAwayAndTheRestIsNotPaidFor() {
        Haul haul = haul(day -> day >= 1);

        assertThat(haul.away().value()).isBetween(0.2, 0.3);
        assertThat(haul.paid()).isLessThan(haul.examples());
        assertThat(haul.recall().value()).isEqualTo(1);
        assertThat(haul.atLowRate().value()).isEqualTo(1);
    }

    @Test
    void run_accusedOnceAndClearedLater_accusationStands() {
        assertThat(haul(day -> day == 2).away().value()).isBetween(0.43, 0.57);
    }

    @Test
    void run_scans_endWithTheScenario() {
        List<Instant> cuts = new ArrayList<>();
        new AttackTrial(Duration.ofHours(36), (traffic, cut) -> {
                    cuts.add(cut);
                    return assessment(traffic, false);
                })
                .run(SCENARIO, 3, folder);

        assertThat(cuts)
                .containsExactly(
                        SCENARIO.start().plus(Duration.ofHours(36)),
                        SCENARIO.start().plus(Duration.ofHours(72)),
                        SCENARIO.end());
    }

    @Test
    void run_sleepersAndResellersCustomers_areNoExamplesAndNotPaidFor() {
        Scenario scenario = Traffic.scenario("reseller-share=1", "aged=1", "sleeper-rate=1", "begin-day=1");
        List<LabelledExchange> sent = Traffic.of(scenario, 3);
        Haul haul = new AttackTrial(Duration.ofDays(9), (traffic, cut) -> assessment(traffic, false))
                .run(scenario, 3, folder);

        assertThat(count(sent, Purpose.ORDINARY)).isPositive();
        assertThat(haul.paid()).isEqualTo(count(sent, Purpose.HARVEST));
    }

    @Test
    void scanEvery_zero_isRefused() {
        assertThatThrownBy(() -> new AttackTrial(Duration.ZERO, (traffic, cut) -> assessment(traffic, true)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Haul haul(java.util.function.IntPredicate alarmOnDay) {
        return new AttackTrial(Duration.ofDays(1), (traffic, cut) -> {
                    int day = (int) Duration.between(SCENARIO.start(), cut).toDays();
                    return assessment(traffic, alarmOnDay.test(day));
                })
                .run(SCENARIO, 3, folder);
    }

    private static List<LabelledExchange> sent() {
        return Traffic.of(SCENARIO, 3).stream()
                .filter(one -> one.kind() == Kind.CAMPAIGN)
                .toList();
    }

    private static long count(List<LabelledExchange> all, Purpose purpose) {
        return all.stream()
                .filter(one -> one.kind() == Kind.CAMPAIGN && one.purpose() == purpose)
                .count();
    }

    /** What a detector that knows the truth says when it is awake. */
    private static Assessment assessment(Path traffic, boolean awake) {
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
        Calibration calibration =
                new Calibration("none", 0, new Probability(0.001), new LogOdds(0), new Probability(1));
        return new Assessment(accounts, List.of(), calibration, accounts.size(), List.of());
    }
}
