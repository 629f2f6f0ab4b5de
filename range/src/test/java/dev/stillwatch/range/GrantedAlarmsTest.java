// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.BaselineDrift;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantedAlarmsTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    /** Ten looks a period: each may spend 0.01. */
    private static GrantedAlarms tenLooks() {
        return new GrantedAlarms(START, START.plus(Duration.ofDays(5)), Duration.ofHours(12));
    }

    private static Campaign campaign(String id, Verdict verdict, double pValue, String... accounts) {
        return new Campaign(
                id,
                verdict,
                new LogOdds(5),
                new Probability(pValue),
                List.of(accounts),
                1,
                1,
                START,
                START,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Assessment assessment(int calibrationAccounts, int groups, Campaign... campaigns) {
        Probability rate = new Probability(0.001);
        LogOdds threshold = new LogOdds(0);
        Calibration calibration = new Calibration(
                "test",
                calibrationAccounts,
                rate,
                threshold,
                new Probability(1.0 / (calibrationAccounts + 1)),
                List.of(new Calibration.Stratum(1, calibrationAccounts, threshold)),
                groups,
                new BaselineDrift(0, List.of(), "none"));
        return new Assessment(List.of(), List.of(campaigns), calibration, 1, List.of());
    }

    @Test
    void look_sureCampaign_isGrantedOnce() {
        GrantedAlarms alarms = tenLooks();
        assertThat(alarms.look(assessment(9_999, 4, campaign("c", Verdict.DISTILLATION, 0.001, "a", "b", "c"))))
                .containsExactly("c");
        assertThat(alarms.look(
                        assessment(9_999, 4, campaign("grown", Verdict.DISTILLATION, 0.001, "a", "b", "c", "d"))))
                .isEmpty();
        assertThat(alarms.look(assessment(9_999, 4, campaign("other", Verdict.DISTILLATION, 0.001, "x", "y", "a"))))
                .containsExactly("other");
    }

    @Test
    void look_calibrationTooSmall_isNotGrantedUntilItGrows() {
        GrantedAlarms alarms = tenLooks();
        assertThat(alarms.look(assessment(99, 4, campaign("c", Verdict.DISTILLATION, 0.04, "a", "b"))))
                .isEmpty();
        assertThat(alarms.look(assessment(999, 4, campaign("c", Verdict.DISTILLATION, 0.004, "a", "b"))))
                .containsExactly("c");
    }

    @Test
    void look_otherVerdict_isNoAlarm() {
        assertThat(tenLooks().look(assessment(9_999, 4, campaign("c", Verdict.RESELLER, 0.0001, "a"))))
                .isEmpty();
    }

    @Test
    void new_stepOfNothing_isRefused() {
        assertThatThrownBy(() -> new GrantedAlarms(START, START.plusSeconds(9), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
