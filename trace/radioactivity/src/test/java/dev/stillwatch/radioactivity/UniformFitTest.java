// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UniformFitTest {
    private static UniformFit shifted(double by) {
        return UniformFit.of(
                IntStream.range(0, 200).mapToDouble(i -> (i + 0.5) / 200 + by).toArray());
    }

    @Test
    void of_evenlySpacedValues_fit() {
        assertThat(shifted(0).distance()).isCloseTo(0.0025, within(1e-9));
        assertThat(shifted(0).p()).isCloseTo(1, within(1e-6));
    }

    @Test
    void of_knownDistance_hasTheTablesProbability() {
        // The table's 5 % point of many values is 1.358 / sqrt(n).
        assertThat(shifted(1.358 / Math.sqrt(200) - 0.0025).p()).isCloseTo(0.05, within(0.004));
    }

    @Test
    void of_smallValuesOnly_doNotFit() {
        assertThat(UniformFit.of(new double[] {0.01, 0.02, 0.01, 0.03, 0.02, 0.01, 0.04, 0.02})
                        .p())
                .isLessThan(1e-4);
    }
}
