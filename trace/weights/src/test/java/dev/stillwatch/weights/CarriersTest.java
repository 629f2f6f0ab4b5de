// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CarriersTest {
    private static final MarkSettings SETTINGS = new MarkSettings(100, 10, 0.004, 8);

    @Test
    void run_ofEachGroup_liesInIt_atAnyPlace() {
        Carriers carriers = carriers(1, "a");
        int[] places = new int[8];

        for (long group = 0; group < carriers.groups(); group++) {
            places[Math.toIntExact(carriers.run(group) - 8 * group)]++;
        }

        assertThat(carriers.groups()).isEqualTo(10_000);
        for (int count : places) {
            assertThat(count).isBetween(1_100, 1_400);
        }
    }

    @Test
    void symbolsAndSigns_areEven() {
        Carriers carriers = carriers(1, "a");
        int[] symbols = new int[100];
        long up = 0;

        for (long group = 0; group < carriers.groups(); group++) {
            symbols[carriers.symbol(group)]++;
            up += Integer.bitCount(carriers.signs(group));
        }

        for (int count : symbols) {
            assertThat(count).isBetween(55, 150);
        }
        assertThat(up / 320_000.0).isCloseTo(0.5, within(0.005));
    }

    @Test
    void group_askedForOutOfOrder_isTheSame() {
        Carriers inOrder = carriers(1, "a");
        Carriers backwards = carriers(1, "a");
        long[] runs = new long[10_000];
        int[] signs = new int[10_000];
        for (int group = 0; group < 10_000; group++) {
            runs[group] = inOrder.run(group);
            signs[group] = inOrder.signs(group);
        }

        for (int group = 9_999; group >= 0; group -= 7) {
            assertThat(backwards.run(group)).isEqualTo(runs[group]);
            assertThat(backwards.signs(group)).isEqualTo(signs[group]);
        }
    }

    @Test
    void carriers_ofAnotherKeyOrTensor_areOthers() {
        assertThat(same(carriers(1, "a"), carriers(1, "a"))).isEqualTo(1_000);
        assertThat(same(carriers(1, "a"), carriers(2, "a"))).isLessThan(5);
        assertThat(same(carriers(1, "a"), carriers(1, "b"))).isLessThan(5);
    }

    @Test
    void signs_asFactors_followTheBits() {
        Carriers carriers = carriers(1, "a");
        float[] factors = new float[32];

        carriers.signs(5, 0.25f, factors);

        for (int i = 0; i < 32; i++) {
            assertThat(factors[i]).isEqualTo((carriers.signs(5) >>> i & 1) == 1 ? 0.25f : -0.25f);
        }
    }

    private static long same(Carriers first, Carriers second) {
        long same = 0;
        for (long group = 0; group < 1_000; group++) {
            same += first.signs(group) == second.signs(group) ? 1 : 0;
        }
        return same;
    }

    private static Carriers carriers(int key, String tensor) {
        return new Carriers(Keys.key(key), SETTINGS, tensor, 80_007);
    }
}
