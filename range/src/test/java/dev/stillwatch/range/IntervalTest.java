// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void wilson_half_matchesThePublishedValues() {
        Interval interval = Interval.wilson(5, 10);

        assertThat(interval.low()).isCloseTo(0.2366, within(1e-4));
        assertThat(interval.high()).isCloseTo(0.7634, within(1e-4));
    }

    @Test
    void wilson_noHit_startsAtZero() {
        Interval interval = Interval.wilson(0, 10);

        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isCloseTo(0.2775, within(1e-4));
    }

    @Test
    void wilson_noTrial_knowsNothing() {
        assertThat(Interval.wilson(0, 0)).isEqualTo(new Interval(0, 1));
    }

    @Test
    void wilson_moreHitsThanTrials_isRefused() {
        assertThatThrownBy(() -> Interval.wilson(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void overRuns_threeRuns_usesStudent() {
        Interval interval = Interval.overRuns(List.of(1.0, 2.0, 3.0));

        assertThat(interval.low()).isCloseTo(2 - 2.4843, within(1e-3));
        assertThat(interval.high()).isCloseTo(2 + 2.4843, within(1e-3));
    }

    @Test
    void overRuns_oneRun_isTheValue() {
        assertThat(Interval.overRuns(List.of(0.4))).isEqualTo(new Interval(0.4, 0.4));
    }

    @Test
    void ofShares_wideIntervalOfFewRuns_staysWithinZeroAndOne() {
        Interval cut = Interval.overRuns(List.of(0.99, 1.0)).ofShares();
        assertThat(cut.high()).isEqualTo(1);
        assertThat(cut.low()).isBetween(0.9, 0.95);
    }
}
