// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class GammaTailTest {

    @Test
    void above_chiSquared_isAsInTables() {
        assertThat(chiSquared(1).above(3.841459)).isCloseTo(0.05, offset(1e-7));
        assertThat(chiSquared(10).above(18.307038)).isCloseTo(0.05, offset(1e-7));
        assertThat(chiSquared(64).above(93.216860)).isCloseTo(0.01, offset(1e-7));
        assertThat(chiSquared(64).above(42.0)).isBetween(0.98, 0.99);
    }

    @Test
    void above_exponential_isItsFormula() {
        for (double x : new double[] {1e-3, 0.1, 1, 3, 50, 600}) {
            assertThat(new GammaTail(1, 2).above(x)).isCloseTo(Math.exp(-x / 2), withPercentage(1e-9));
        }
    }

    @Test
    void above_anyValue_isAboveZeroAndDescends() {
        GammaTail tail = new GammaTail(3.3, 0.7);
        double before = 1;
        for (double x = 0; x < 5_000; x = x * 1.1 + 0.01) {
            double above = tail.above(x);
            assertThat(above).isPositive().isLessThanOrEqualTo(before);
            before = above;
        }
        assertThat(tail.above(-1)).isEqualTo(1);
    }

    @Test
    void of_observed_hasItsMoments() {
        Random random = new Random(1);
        double[] values = DoubleStream.generate(() -> {
                    double sum = 0;
                    for (int i = 0; i < 20; i++) {
                        double x = random.nextGaussian();
                        sum += 3 * x * x;
                    }
                    return sum;
                })
                .limit(40_000)
                .toArray();
        GammaTail tail = GammaTail.of(values);
        assertThat(tail.shape()).isCloseTo(10, offset(0.5));
        assertThat(tail.scale()).isCloseTo(6, offset(0.3));
    }

    @Test
    void of_allEqual_staysFinite() {
        GammaTail tail = GammaTail.of(new double[] {2, 2, 2});
        assertThat(tail.above(1.9)).isCloseTo(1, offset(1e-6));
        assertThat(tail.above(2.1)).isCloseTo(0, offset(1e-6));
        assertThat(GammaTail.of(new double[] {0, 0}).above(1)).isBetween(0.0, 1e-6);
    }

    private static GammaTail chiSquared(int degrees) {
        return new GammaTail(degrees / 2.0, 2);
    }
}
