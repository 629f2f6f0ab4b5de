// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class AccountFactsTest {
    @Test
    void hourConcentration_everyHourAlike_isAboutZero() {
        assertThat(facts(atSeconds(72, i -> i * 3_600.0)).hourConcentration()).isCloseTo(0, within(0.02));
    }

    @Test
    void hourConcentration_oneHourOnly_isOne() {
        assertThat(facts(atSeconds(20, i -> i * 86_400.0 + 7_200)).hourConcentration())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void hourConcentration_randomHours_isUnbiasedAtAnyVolume() {
        Random random = new Random(2);
        for (int volume : new int[] {3, 10, 100}) {
            double sum = 0;
            for (int i = 0; i < 400; i++) {
                sum += facts(atSeconds(volume, k -> random.nextInt(86_400))).hourConcentration();
            }
            assertThat(sum / 400).isCloseTo(0, within(0.06));
        }
    }

    @Test
    void hourConcentration_twoExchanges_isUnknown() {
        assertThat(facts(atSeconds(2, i -> i)).hourConcentration()).isNaN();
    }

    @Test
    void gapEvenness_metronome_isOne() {
        assertThat(facts(atSeconds(30, i -> i * 600.0)).gapEvenness()).isCloseTo(1, within(1e-9));
    }

    @Test
    void gapEvenness_poissonClock_isTwiceLogTwoMinusOne() {
        Random random = new Random(3);
        double sum = 0;
        for (int i = 0; i < 60; i++) {
            double[] now = {0};
            sum += facts(atSeconds(100, k -> now[0] -= 5_000 * Math.log(1 - random.nextDouble())))
                    .gapEvenness();
        }
        assertThat(sum / 60).isCloseTo(2 * Math.log(2) - 1, within(0.015));
    }

    @Test
    void gapEvenness_bursts_isLessThanAPoissonClocks() {
        assertThat(facts(atSeconds(60, i -> (i - i % 2) * 20_000.0 + i % 2 * 30))
                        .gapEvenness())
                .isLessThan(0.1);
    }

    @Test
    void gapEvenness_allAtOnce_isUnknown() {
        assertThat(facts(atSeconds(30, i -> 5)).gapEvenness()).isNaN();
    }

    @Test
    void of_exchangesWithoutText_knowsNothingOfWords() {
        AccountFacts facts = facts(atSeconds(5, i -> i));
        assertThat(facts.withText()).isZero();
        assertThat(facts.elicitation()).isNaN();
        assertThat(facts.singleTurn()).isNaN();
        assertThat(facts.repeats()).isNaN();
        assertThat(facts.ageDays()).isNaN();
        assertThat(facts.deterministic()).isZero();
    }

    @Test
    void of_mixedExchanges_givesShares() {
        AccountFacts facts = facts(List.of(
                TestExchange.of("a", "same question").second(0).temperature(0),
                TestExchange.of("a", "Same question?").second(1).temperature(0),
                TestExchange.of("a", "another one").says("and then").second(2).completions(4),
                TestExchange.of("a").second(3)));
        assertThat(facts.withText()).isEqualTo(3);
        assertThat(facts.repeats()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(facts.singleTurn()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(facts.deterministic()).isEqualTo(0.5);
        assertThat(facts.makesRows()).isEqualTo(0.25);
        assertThat(facts.elicitation()).isBetween(0.0, 0.5);
    }

    @Test
    void ageDays_createdBeforeAndAfterFirstUse_isNeverNegative() {
        assertThat(facts(List.of(TestExchange.of("a").created(TestExchange.START.minus(Duration.ofDays(3)))))
                        .ageDays())
                .isCloseTo(3, within(1e-9));
        assertThat(facts(List.of(TestExchange.of("a").created(TestExchange.START.plus(Duration.ofDays(3)))))
                        .ageDays())
                .isZero();
    }

    private static List<TestExchange> atSeconds(int count, IntToDoubleFunction second) {
        List<TestExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long millis = (long) (second.applyAsDouble(i) * 1_000);
            exchanges.add(TestExchange.of("a").id("x" + i).at(TestExchange.START.plusMillis(millis)));
        }
        return exchanges;
    }

    private static AccountFacts facts(List<TestExchange> exchanges) {
        return TestExchange.account(exchanges.stream().map(TestExchange::digest).toList()).facts;
    }
}
