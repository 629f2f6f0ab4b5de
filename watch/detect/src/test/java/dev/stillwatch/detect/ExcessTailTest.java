// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcessTailTest {

    @ParameterizedTest
    @ValueSource(ints = {12, 40, 160})
    void above_newValuesOfFewSeen_areAsRareAsPromised(int seen) {
        Random random = new Random(seen);
        int rounds = 40_000;
        int below20 = 0;
        int below1 = 0;
        int belowTenth = 0;
        for (int round = 0; round < rounds; round++) {
            double p = new ExcessTail(exponential(random, seen)).above(exponential(random, 1)[0]);
            below20 += p <= 0.2 ? 1 : 0;
            below1 += p <= 0.01 ? 1 : 0;
            belowTenth += p <= 0.001 ? 1 : 0;
        }
        // Four standard errors each.
        assertThat(below20 / (double) rounds).isCloseTo(0.2, offset(0.008));
        assertThat(below1 / (double) rounds).isCloseTo(0.01, offset(0.002));
        assertThat(belowTenth / (double) rounds).isCloseTo(0.001, offset(0.00064));
    }

    @Test
    void above_higherValue_isNeverLikelier() {
        ExcessTail tail = new ExcessTail(exponential(new Random(1), 40));
        double before = 1;
        for (double value = -1; value < 1e6; value = value * 1.05 + 0.06) {
            double above = tail.above(value);
            assertThat(above).isPositive().isLessThanOrEqualTo(before);
            before = above;
        }
        assertThat(before).isLessThan(1e-20);
    }

    @Test
    void above_nothingBelow_isCertain() {
        assertThat(new ExcessTail(new double[] {3, 1, 2, 4}).above(0.5)).isEqualTo(1);
    }

    @Test
    void above_allSeenEqual_staysFinite() {
        ExcessTail tail = new ExcessTail(new double[] {2, 2, 2, 2, 2, 2, 2, 2});
        assertThat(tail.above(2)).isEqualTo(1);
        assertThat(tail.above(2.1)).isBetween(0.0, 0.5);
        assertThat(new ExcessTail(new double[] {0}).above(1)).isBetween(0.0, 1.0);
    }

    private static double[] exponential(Random random, int count) {
        return DoubleStream.generate(() -> -Math.log(1 - random.nextDouble()))
                .limit(count)
                .toArray();
    }
}
