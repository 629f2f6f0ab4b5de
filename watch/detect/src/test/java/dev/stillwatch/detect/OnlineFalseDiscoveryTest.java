// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnlineFalseDiscoveryTest {
    private static final Probability RATE = new Probability(0.2);
    private static final Probability FINE = new Probability(1e-9);
    private static final int LOOKS = 40;
    private static final int RUNS = 4_000;

    /** How the p-values of successive looks hang together. */
    enum Dependence {
        NONE,
        /** Every look sees the same null value, as when hardly any traffic is new. */
        SAME,
        /** Each look is low where the one before was high. */
        OPPOSED;

        IntToDoubleFunction stream(RandomGenerator random) {
            double first = random.nextDouble();
            return switch (this) {
                case NONE -> look -> random.nextDouble();
                case SAME -> look -> first;
                case OPPOSED -> look -> (first + look / (double) LOOKS) % 1;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void look_nothingButNulls_alarmsInAtMostTheRateOfRuns(Dependence dependence) {
        int alarmed = 0;
        for (int run = 0; run < RUNS; run++) {
            alarmed += run(dependence, false, run).granted > 0 ? 1 : 0;
        }
        assertThat(alarmed / (double) RUNS).isLessThanOrEqualTo(RATE.value() + tolerance());
    }

    @ParameterizedTest
    @EnumSource
    void look_plantedSignalsAmongNulls_keepsTheShareOfFalseAlarmsAndFindsThem(Dependence dependence) {
        double falseShare = 0;
        double found = 0;
        for (int run = 0; run < RUNS; run++) {
            Outcome outcome = run(dependence, true, run);
            falseShare += outcome.granted == 0 ? 0 : outcome.wrong / (double) outcome.granted;
            found += (outcome.granted - outcome.wrong) / (LOOKS / 4.0);
        }
        assertThat(falseShare / RUNS).isLessThanOrEqualTo(RATE.value() + tolerance());
        assertThat(found / RUNS).isGreaterThan(0.9);
    }

    /** Three standard deviations of a share of {@value #RUNS} runs. */
    private static double tolerance() {
        return 3 * Math.sqrt(RATE.value() * (1 - RATE.value()) / RUNS);
    }

    private record Outcome(int granted, int wrong) {}

    /** Every fourth look holds a strong signal, if any do; every look holds a null. */
    private static Outcome run(Dependence dependence, boolean signals, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        IntToDoubleFunction nulls = dependence.stream(random);
        OnlineFalseDiscovery budget = OnlineFalseDiscovery.over(LOOKS, RATE);
        int granted = 0;
        int wrong = 0;
        for (int t = 0; t < LOOKS; t++) {
            List<Probability> proposed = new ArrayList<>();
            boolean signal = signals && t % 4 == 0;
            // Both groups of the look are corrected for there being two.
            proposed.add(new Probability(Math.min(1, (signal ? 2 : 1) * nulls.applyAsDouble(t))));
            if (signal) {
                proposed.add(new Probability(2 * 1e-4 * random.nextDouble()));
            }
            OnlineFalseDiscovery.Look look = budget.look(proposed, FINE);
            granted += look.granted().cardinality();
            wrong += look.granted().get(0) ? 1 : 0;
            budget = look.after();
        }
        return new Outcome(granted, wrong);
    }

    @Test
    void look_calibrationTooCoarseForTheBudget_grantsOnlyWhereEnoughIsFoundAtOnce() {
        OnlineFalseDiscovery budget = OnlineFalseDiscovery.over(10, new Probability(0.1));
        Probability coarse = new Probability(0.03);
        assertThat(budget.look(List.of(coarse, coarse), coarse).granted().isEmpty())
                .isTrue();
        assertThat(budget.look(List.of(coarse, coarse, coarse), coarse)
                        .granted()
                        .cardinality())
                .isEqualTo(3);
    }

    @Test
    void look_earlierDiscoveries_makeLaterOnesAffordable() {
        Probability coarse = new Probability(0.03);
        OnlineFalseDiscovery lucky = new OnlineFalseDiscovery(new Probability(0.1), 10, 4, 2);
        assertThat(lucky.look(List.of(coarse), coarse).granted().get(0)).isTrue();
        assertThat(lucky.look(List.of(coarse), coarse).after().discoveries()).isEqualTo(3);
        assertThat(lucky.look(List.of(new Probability(0.031)), coarse).granted().isEmpty())
                .isTrue();
    }

    @Test
    void look_nothingProposed_stillSpendsTheLook() {
        OnlineFalseDiscovery after =
                OnlineFalseDiscovery.over(3, RATE).look(List.of(), FINE).after();
        assertThat(after).isEqualTo(new OnlineFalseDiscovery(RATE, 3, 1, 0));
    }

    @Test
    void look_afterThePlannedOnes_beginsANewPeriod() {
        OnlineFalseDiscovery spent = new OnlineFalseDiscovery(RATE, 3, 3, 5);
        assertThat(spent.look(List.of(), FINE).after()).isEqualTo(new OnlineFalseDiscovery(RATE, 3, 1, 0));
    }

    @Test
    void over_noLooksOrNoRate_isRefused() {
        assertThatThrownBy(() -> OnlineFalseDiscovery.over(0, RATE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OnlineFalseDiscovery.over(3, new Probability(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
