// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.kafka.GroupMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often chance may speak, however often traffic is judged. */
class AlarmBudgetTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    @TempDir
    private Path folder;

    private AlarmBudget budget;

    @BeforeEach
    void fresh() {
        budget = new AlarmBudget(AlarmLedger.in(folder.resolve("alarms")), WEEK, SIX_HOURS);
    }

    private static Campaign campaign(String id, double pValue) {
        return new Campaign(
                id,
                Verdict.DISTILLATION,
                new LogOdds(8),
                new Probability(pValue),
                List.of(id + "-1", id + "-2"),
                100,
                0,
                START,
                START.plusSeconds(60),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** An assessment of a population in which no p-value is smaller than 1 / (accounts + 1). */
    private static Assessment assessment(int accounts, Campaign... campaigns) {
        return new Assessment(
                List.of(),
                List.of(campaigns),
                new Calibration(
                        "test",
                        accounts,
                        new Probability(0.001),
                        new LogOdds(3),
                        new Probability(1.0 / (accounts + 1))),
                1000,
                List.of());
    }

    private Set<String> look(Duration after, Assessment assessment) {
        return budget.grant(assessment, START.plus(after), c -> false);
    }

    @Test
    void grant_sureFinding_isAlarmedOnAtTheFirstLook() {
        assertThat(look(SIX_HOURS, assessment(100_000, campaign("c", 0.00001)))).containsExactly("c");
    }

    @Test
    void grant_beforeALookIsDue_waits() {
        assertThat(look(Duration.ofHours(5), assessment(100_000, campaign("c", 0.00001))))
                .isEmpty();
        assertThat(look(SIX_HOURS, assessment(100_000, campaign("c", 0.00001)))).containsExactly("c");
    }

    @Test
    void grant_populationTooSmallToBeSure_looksLessOften() {
        Campaign found = campaign("c", 1.0 / 175);
        assertThat(look(SIX_HOURS, assessment(174, found))).isEmpty();
        assertThat(look(Duration.ofHours(9), assessment(174, found))).isEmpty();
        assertThat(look(Duration.ofHours(10), assessment(174, found))).containsExactly("c");
    }

    @Test
    void grant_doubtfulFinding_isNever() {
        for (int hour = 6; hour < 7 * 24; hour += 6) {
            assertThat(look(Duration.ofHours(hour), assessment(100_000, campaign("c", 0.02))))
                    .isEmpty();
        }
    }

    @Test
    void grant_afterARestart_goesOnWhereItWas() {
        assertThat(look(Duration.ofHours(12), assessment(100_000, campaign("doubtful", 0.5))))
                .isEmpty();
        AlarmBudget again = new AlarmBudget(AlarmLedger.in(folder.resolve("alarms")), WEEK, SIX_HOURS);
        assertThat(again.grant(
                        assessment(100_000, campaign("c", 0.00001)), START.plus(Duration.ofHours(13)), c -> false))
                .isEmpty();
        assertThat(again.grant(
                        assessment(100_000, campaign("c", 0.00001)), START.plus(Duration.ofHours(18)), c -> false))
                .containsExactly("c");
    }

    /** One gateway after the other is on duty. */
    @Test
    void grant_byAnotherGatewayOfTheGroup_goesOnWhereTheOneBeforeWas() {
        GroupMemory memory = new GroupMemory() {
            private String text = "";

            @Override
            public String text() {
                return text;
            }

            @Override
            public void replace(String next) {
                text = next;
            }
        };
        AlarmBudget one = new AlarmBudget(AlarmLedger.in(memory), WEEK, SIX_HOURS);
        AlarmBudget other = new AlarmBudget(AlarmLedger.in(memory), WEEK, SIX_HOURS);
        Assessment sure = assessment(100_000, campaign("c", 0.00001));
        assertThat(one.grant(sure, START.plus(Duration.ofHours(12)), c -> false))
                .containsExactly("c");
        assertThat(other.grant(sure, START.plus(Duration.ofHours(13)), c -> false))
                .isEmpty();
        assertThat(other.grant(sure, START.plus(Duration.ofHours(18)), c -> false))
                .containsExactly("c");
        assertThat(memory.text()).doesNotContain("\n").startsWith("2026-11-02T18:00:00Z");
    }

    @Test
    void open_damagedFile_saysSo() throws Exception {
        Files.writeString(folder.resolve("alarms"), "yesterday");
        assertThatThrownBy(() -> new AlarmBudget(AlarmLedger.in(folder.resolve("alarms")), WEEK, SIX_HOURS))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("alarms")
                .hasMessageContaining("Remove it");
    }

    /** Judged every five minutes for a week, with a chance finding each time: what innocents would go through. */
    @Test
    void grant_onlyChanceFindings_rarelyAlarmsInAWeek() {
        Random random = new Random(11);
        int weeks = 400;
        long alarmed = IntStream.range(0, weeks)
                .filter(week -> {
                    AlarmBudget own = new AlarmBudget(AlarmLedger.in(folder.resolve("week-" + week)), WEEK, SIX_HOURS);
                    boolean any = false;
                    for (int look = 1; look <= 28; look++) {
                        Campaign chance = campaign("c", Math.max(1e-6, random.nextDouble()));
                        any |= !own.grant(
                                        assessment(100_000, chance),
                                        START.plus(SIX_HOURS.multipliedBy(look)),
                                        c -> false)
                                .isEmpty();
                    }
                    return any;
                })
                .count();
        // At most one week in ten is expected; 60 of 400 is three standard deviations above.
        assertThat(alarmed).isLessThan(60);
    }
}
