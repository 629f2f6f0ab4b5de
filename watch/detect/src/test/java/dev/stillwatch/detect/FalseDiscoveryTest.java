// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {
    @Test
    void corrected_oneGroupOfMany_isMultipliedByThem() {
        assertThat(FalseDiscovery.corrected(new double[] {0.001}, 8))
                .containsExactly(new double[] {0.008}, within(1e-12));
    }

    @Test
    void corrected_severalGroups_followBenjaminiAndHochberg() {
        // The worked values: 0.01*4/1, 0.02*4/2, 0.03*4/3, 0.04*4/4, made monotone from the largest down.
        assertThat(FalseDiscovery.corrected(new double[] {0.04, 0.01, 0.03, 0.02}, 4))
                .containsExactly(new double[] {0.04, 0.04, 0.04, 0.04}, within(1e-12));
    }

    @Test
    void corrected_hopeless_staysAtMostOneAndKeepsOrder() {
        double[] corrected = FalseDiscovery.corrected(new double[] {0.9, 0.001}, 20);
        assertThat(corrected[0]).isEqualTo(1);
        assertThat(corrected[1]).isLessThan(corrected[0]);
    }

    @Test
    void corrected_nothing_isNothing() {
        assertThat(FalseDiscovery.corrected(new double[0], 5)).isEmpty();
    }
}
