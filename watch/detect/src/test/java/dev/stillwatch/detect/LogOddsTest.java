// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogOddsTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void logOdds_notFinite_isRefused(double nats) {
        assertThatThrownBy(() -> new LogOdds(nats)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void plus_evidence_addsUpAndOrders() {
        assertThat(new LogOdds(1.5).plus(new LogOdds(-0.5))).isEqualTo(new LogOdds(1));
        assertThat(new LogOdds(1.5).plus(LogOdds.NONE)).isEqualTo(new LogOdds(1.5));
        assertThat(new LogOdds(-2)).isLessThan(new LogOdds(-1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1e-12, 1.0000001, Double.POSITIVE_INFINITY})
    void probability_outsideZeroToOne_isRefused(double value) {
        assertThatThrownBy(() -> new Probability(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 0.5, Double.MIN_VALUE})
    void probability_zeroToOne_isKept(double value) {
        assertThat(new Probability(value).value()).isEqualTo(value);
    }
}
