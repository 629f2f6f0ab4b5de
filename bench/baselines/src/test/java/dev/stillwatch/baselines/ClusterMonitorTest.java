// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterMonitorTest {
    private final Random random = new Random(3);

    private Map<String, Double> scores(int alike) {
        ClusterMonitor monitor = new ClusterMonitor(Clouds.DIMENSIONS, new Random(1));
        float[][] same = Clouds.around(0, 0.02, alike, random);
        for (int i = 0; i < alike; i++) {
            monitor.observe("one-of-many-" + i, same[i], 0.3);
        }
        monitor.observe("alone", Clouds.around(5, 0.02, 1, random)[0], 0.9);
        return monitor.scores();
    }

    @Test
    void scores_manyAccountsAlike_addUpTheirWeakSignals() {
        assertThat(scores(8))
                .containsEntry("alone", 0.0)
                .hasEntrySatisfying("one-of-many-3", score -> assertThat(score).isCloseTo(8 * 0.3, within(1e-9)));
    }

    @Test
    void scores_moreThanTheTop_countOnlyTheTop() {
        assertThat(scores(30).get("one-of-many-0")).isCloseTo(ClusterMonitor.TOP * 0.3, within(1e-9));
    }

    @Test
    void scores_fewerAccountsThanCount_areZero() {
        assertThat(scores(ClusterMonitor.FEWEST - 1).values()).containsOnly(0.0);
    }

    @Test
    void scores_oneAccountRepeatingItself_countsOnce() {
        ClusterMonitor monitor = new ClusterMonitor(Clouds.DIMENSIONS, new Random(1));
        float[] vector = Clouds.around(0, 0.02, 1, random)[0];
        for (int i = 0; i < 20; i++) {
            monitor.observe("account", vector, 0.5);
        }
        assertThat(monitor.scores()).containsExactly(Map.entry("account", 0.0));
    }
}
