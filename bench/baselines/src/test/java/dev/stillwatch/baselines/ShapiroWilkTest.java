// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapiroWilkTest {

    private static double[] quantiles(int count, DoubleUnaryOperator inverse) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> inverse.applyAsDouble((i + 0.5) / count));
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0.991121370860339",
        "5, 0.9087390556424514",
        "7, 0.8849287651242993",
        "20, 0.973950473469616",
        "50, 0.9814716812141836"
    })
    void w_knownValues_agreesWithSciPy(int count, double expected) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> i * 7919 % 101 / 10.0 + i * i % 13);
        assertThat(ShapiroWilk.w(values)).isCloseTo(expected, within(2e-5));
    }

    @Test
    void w_normalQuantiles_isNearlyOne() {
        assertThat(ShapiroWilk.w(quantiles(500, new NormalDistribution(0, 1)::inverseCumulativeProbability)))
                .isCloseTo(0.9999014795516046, within(2e-5));
    }

    @Test
    void w_exponentialQuantiles_isLow() {
        assertThat(ShapiroWilk.w(quantiles(500, p -> -Math.log(1 - p)))).isCloseTo(0.8197052057011075, within(2e-5));
    }

    @Test
    void w_equalValues_isOne() {
        assertThat(ShapiroWilk.w(new double[] {2, 2, 2, 2})).isEqualTo(1);
    }

    @Test
    void w_twoValues_isRefused() {
        assertThatThrownBy(() -> ShapiroWilk.w(new double[2])).isInstanceOf(IllegalArgumentException.class);
    }
}
