// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShareTest {
    @Test
    void interval_isWilsons() {
        // Newcombe (1998), table I: 81 of 263 and 0 of 20.
        assertThat(new Share(81, 263).low()).isCloseTo(0.2553, within(5e-5));
        assertThat(new Share(81, 263).high()).isCloseTo(0.3662, within(5e-5));
        assertThat(new Share(0, 20).low()).isZero();
        assertThat(new Share(0, 20).high()).isCloseTo(0.1611, within(5e-5));
        assertThat(new Share(0, 0).high()).isEqualTo(1);
    }

    @Test
    void interval_holdsTheTruthInNineteenOfTwentySamples() {
        SplittableRandom random = new SplittableRandom(7);
        for (double truth : new double[] {0.01, 0.05, 0.3}) {
            int held = 0;
            for (int trial = 0; trial < 2000; trial++) {
                long count = 0;
                for (int i = 0; i < 1000; i++) {
                    count += random.nextDouble() < truth ? 1 : 0;
                }
                Share share = new Share(count, 1000);
                held += share.low() <= truth && truth <= share.high() ? 1 : 0;
            }
            assertThat(held / 2000.0).isBetween(0.93, 0.98);
        }
    }
}
