// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan, by hand and by what must grow with what. */
class CapacityCommandTest {
    private static final CapacityCosts COSTS =
            new CapacityCosts(40, 2, 500, 30_000, 128, 100, 50, 20, 600, 200, 250, 1_000);

    private static CapacityPlan.Load load(double requests, double accounts) {
        return new CapacityPlan.Load(
                requests,
                accounts,
                Duration.ofDays(10),
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                Duration.ofMinutes(10),
                10_000,
                0.1,
                0.5,
                3);
    }

    /** 1,000 requests/s of 10,000 accounts: 0.1/s each, 8,640 a day, so that every day fills its sample. */
    @Test
    void plan_workedByHand_isThat() {
        CapacityPlan plan = CapacityPlan.of(load(1_000, 10_000), COSTS);

        assertThat(plan.value("account.rate")).isEqualTo(0.1);
        // 128 (1 + 1/2 + 1/3 + 1/4 + 1/5 + 1/6 + 1/7 + 1/8 + 1/9 + 1/10) = 128 x 7,381 / 2,520.
        double days = 128 * 7_381 / 2_520.0;
        assertThat(plan.value("account.days")).isCloseTo(days, within(1e-9));
        assertThat(plan.value("account.latest")).isEqualTo(128);
        assertThat(plan.value("account.before")).isEqualTo(128);
        assertThat(plan.value("account.slices")).isCloseTo(11, within(1e-9));
        double traffic = (days + 128) * 100 + 11 * 50;
        assertThat(plan.value("account.traffic")).isCloseTo(traffic, within(1e-6));
        assertThat(plan.value("account.judged")).isEqualTo(128 * 100 + 50);
        // 8,640 keys x 20; 60 digests x 200.
        assertThat(plan.value("account.keys")).isCloseTo(172_800, within(1e-6));
        assertThat(plan.value("account.arrived")).isCloseTo(12_000, within(1e-6));
        assertThat(plan.value("state")).isCloseTo(10_000 * (traffic + 12_850 + 172_800 + 12_000), within(1.0));
        // 60 requests are expected of each account between two assessments: none is silent.
        assertThat(plan.value("accounts.changed")).isCloseTo(10_000, within(1e-6));
        assertThat(plan.value("cores.exchanges")).isCloseTo(0.04, within(1e-12));
        // The latest day and the sum before are read, the latest day and what is judged written, 128 each.
        assertThat(plan.value("account.moved")).isEqualTo(256);
        // 10,000 x 256 x 2 us are 5.12 s in 600 s.
        assertThat(plan.value("cores.summing")).isCloseTo(5.12 / 600, within(1e-9));
        assertThat(plan.value("cores.judging")).isCloseTo(5.0 / 600, within(1e-12));
        assertThat(plan.value("conclusion.seconds")).isCloseTo(0.5, within(1e-12));
        assertThat(plan.value("cores")).isEqualTo(1);
        assertThat(plan.value("shards")).isEqualTo(1);
        assertThat(plan.value("shard.heap")).isEqualTo(300e6);
        assertThat(plan.value("memory.judging")).isEqualTo(300e6);
        assertThat(plan.value("memory.concluding")).isEqualTo(30e6);
        assertThat(plan.value("network.kafka")).isEqualTo(600e3);
        assertThat(plan.value("network.replication")).isEqualTo(1.2e6);
        assertThat(plan.value("network.shuffle")).isEqualTo(250e3);
        // 128 x 100 + 50 bytes of each account in 600 s, and of a tenth of them.
        assertThat(plan.value("network.summaries")).isCloseTo(10_000 * 12_850 / 600.0, Percentage.withPercentage(1e-9));
        assertThat(plan.value("network.passed")).isCloseTo(1_000 * 12_850 / 600.0, Percentage.withPercentage(1e-9));
        assertThat(plan.value("network.assessments")).isCloseTo(1e7 / 600, Percentage.withPercentage(1e-9));
        assertThat(plan.value("checkpoint")).isEqualTo(plan.value("state"));
        // Of all accounts two samples are written anew, and 600,000 digests of 200 bytes with keys of 20.
        assertThat(plan.value("checkpoint.increment")).isCloseTo(257e6 + 132e6, within(1.0));
        assertThat(plan.value("checkpoint.rate")).isCloseTo(389e6 / 600, within(1.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state",
                "cores",
                "cores.judging",
                "shards",
                "memory.concluding",
                "network.summaries",
                "checkpoint"
            })
    void plan_moreAccountsAtTheSameRateEach_growsInStep(String key) {
        double once = CapacityPlan.of(load(1e6, 1e8), COSTS).value(key);
        double twice = CapacityPlan.of(load(2e6, 2e8), COSTS).value(key);

        assertThat(twice).isCloseTo(2 * once, Percentage.withPercentage(0.1));
    }

    /** 1 request in ten days: what an account has sent is read in full, and no sum of days is kept. */
    @Test
    void plan_quietAccounts_keepWhatTheySentTwice() {
        CapacityPlan plan = CapacityPlan.of(load(1, 864_000), COSTS);

        assertThat(plan.value("account.days")).isCloseTo(1, within(1e-9));
        assertThat(plan.value("account.before")).isZero();
        assertThat(plan.value("account.judged")).isCloseTo(150, within(1e-9));
        assertThat(plan.value("account.moved")).isCloseTo((1 + 0.1 + 1) / 2, within(1e-9));
    }

    @Test
    void plan_moreRequestsOfTheSameAccounts_growsNowhereBeyondTheSampleButInKeysAndWhatArrives() {
        CapacityPlan busy = CapacityPlan.of(load(1e6, 1e6), COSTS);
        CapacityPlan busier = CapacityPlan.of(load(4e6, 1e6), COSTS);

        for (String flat : List.of("account.days", "account.traffic", "cores.judging", "network.summaries")) {
            assertThat(busier.value(flat)).as(flat).isCloseTo(busy.value(flat), Percentage.withPercentage(1e-6));
        }
        for (String linear : List.of("account.keys", "account.arrived", "cores.exchanges", "network.shuffle")) {
            assertThat(busier.value(linear)).as(linear).isCloseTo(4 * busy.value(linear), within(1e-6));
        }
    }

    @Test
    void plan_anyFigureOfMoreTraffic_isNoSmaller() {
        CapacityPlan less = CapacityPlan.of(load(1_000, 1e6), COSTS);
        CapacityPlan more = CapacityPlan.of(load(3_000, 1e6), COSTS);

        assertThat(more.steps()).hasSameSizeAs(less.steps());
        less.steps()
                .forEach(step ->
                        assertThat(more.value(step.key())).as(step.key()).isGreaterThanOrEqualTo(step.value()));
    }

    @Test
    void plan_concludingTakesLongerThanThereIs_saysSo() {
        assertThat(CapacityPlan.of(load(1_000, 10_000), COSTS).warnings()).isEmpty();
        // A tenth of 13 million accounts at 500 us are 650 s, of 600.
        assertThat(CapacityPlan.of(load(1_000, 13e6), COSTS).warnings())
                .singleElement()
                .asString()
                .contains("650 s", "600 s");
    }

    @Test
    void capacity_byDefault_plansAMillionRequestsASecondWithItsArithmetic() {
        Command planned = Command.run("capacity");

        assertThat(planned.status()).as(planned.err()).isZero();
        assertThat(planned.out())
                .contains(
                        "1,000,000 / 100,000,000 accounts",
                        "shards of the judge",
                        "5,000  = 100,000,000 accounts / 20,000")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void capacity_asJson_hasEveryFigureInItsUnit() {
        Command planned = Command.run(
                "capacity", "--requests", 1_000, "--accounts", 10_000, "--record-bytes", 600, "--format", "json");

        assertThat(planned.out())
                .startsWith("{\"figures\":[{\"key\":\"account.rate\"")
                .contains("\"key\":\"network.kafka\"", "\"value\":600000.0,\"unit\":\"B/s\"")
                .endsWith("\"warnings\":[]}\n");
    }

    @Test
    void bytes_ofAnySize_haveADecimalPrefix() {
        assertThat(CapacityText.bytes(999, "B")).isEqualTo("999 B");
        assertThat(CapacityText.bytes(1_500_000, "B")).isEqualTo("1.5 MB");
        assertThat(CapacityText.bytes(250e12, "B/s")).isEqualTo("250 TB/s");
    }
}
