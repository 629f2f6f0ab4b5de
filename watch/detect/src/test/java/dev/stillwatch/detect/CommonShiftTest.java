// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CommonShiftTest {
    private static CommonShift of(int customers, int dimensions, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CommonShift common = new CommonShift();
        for (int c = 0; c < customers; c++) {
            double[] then = new double[dimensions];
            double[] now = new double[dimensions];
            for (int d = 0; d < dimensions; d++) {
                then[d] = random.nextGaussian();
                // Moves of customers' own are heavy-tailed: some change everything, most nothing.
                now[d] = then[d] + Math.pow(random.nextGaussian(), 3) * 0.3 + (d == 0 ? shift : 0);
            }
            common.add(c, List.<double[][]>of(new double[][] {then, now}));
        }
        return common;
    }

    @Test
    void pValue_everyoneMovesTheirOwnWay_isSmallAsOftenAsItSays() {
        int runs = 300;
        int small = 0;
        for (int run = 0; run < runs; run++) {
            small += of(60, 8, 0, run).pValue().value() <= 0.1 ? 1 : 0;
        }
        // Three standard deviations of a share of 300 runs.
        assertThat(small / (double) runs).isCloseTo(0.1, within(3 * Math.sqrt(0.09 / runs)));
    }

    @Test
    void effect_commonMove_isMeasuredInStandardDeviationsBetweenCustomers() {
        CommonShift moved = of(2_000, 8, 0.5, 3);
        assertThat(moved.effect()).isCloseTo(0.5, within(0.05));
        assertThat(moved.pValue().value()).isLessThanOrEqualTo(0.001);
        assertThat(of(2_000, 8, 0, 3).effect()).isLessThan(0.1);
    }

    @Test
    void add_manyAccountsOfOneCustomer_countAsOne() {
        CommonShift common = of(30, 1, 0, 5);
        double before = common.pValue().value();
        double[][] account = {{0}, {100}};
        common.add(77, java.util.Collections.nCopies(500, account));
        assertThat(common.customers()).isEqualTo(31);
        assertThat(before).isGreaterThan(0.01);
        assertThat(common.pValue().value()).isGreaterThan(0.01);
    }
}
