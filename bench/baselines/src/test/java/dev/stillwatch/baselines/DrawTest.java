// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DrawTest {
    private static final int[] POOL = {3, 5, 7, 9};

    @Test
    void window_poolLargeEnough_repeatsNothing() {
        assertThat(Draw.window(POOL, 4, new Random(1))).containsExactlyInAnyOrder(3, 5, 7, 9);
    }

    @Test
    void window_poolTooSmall_repeatsMembers() {
        assertThat(Draw.window(POOL, 50, new Random(1))).hasSize(50).containsOnly(3, 5, 7, 9);
    }

    @Test
    void twoSided_hundredOrdinaryScores_flagsBeyondTheMiddle95() {
        double[] scores = new double[101];
        Arrays.setAll(scores, i -> i);
        Thresholds thresholds = Thresholds.twoSided(scores);
        assertThat(thresholds).isEqualTo(new Thresholds(2.5, 97.5));
        assertThat(thresholds.flag(2)).isTrue();
        assertThat(thresholds.flag(50)).isFalse();
        assertThat(thresholds.flag(98)).isTrue();
    }

    @Test
    void upper_hundredOrdinaryScores_flagsOnlyHighOnes() {
        double[] scores = new double[101];
        Arrays.setAll(scores, i -> i);
        assertThat(Thresholds.upper(scores).flag(-1)).isFalse();
        assertThat(Thresholds.upper(scores).flag(95.5)).isTrue();
    }
}
