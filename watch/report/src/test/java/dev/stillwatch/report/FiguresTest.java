// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void probability_anySize_sixSignificantDigits() {
        assertThat(Figures.probability(0)).isEqualTo("0");
        assertThat(Figures.probability(1)).isEqualTo("1");
        assertThat(Figures.probability(1.0 / 3)).isEqualTo("0.333333");
        assertThat(Figures.probability(1.5e-30)).isEqualTo("1.5E-30");
    }

    @Test
    void p_forPeople_noExponentUntilOneInAMillion() {
        assertThat(Figures.p(0.00062345)).isEqualTo("p = 0.00062");
        assertThat(Figures.p(0)).isEqualTo("p < 1e-9");
        assertThat(Figures.oneIn(2.1e-6)).isEqualTo("about 1 in 480,000");
    }

    @Test
    void count_oneAndMany_grammatical() {
        assertThat(Figures.count(1, "account")).isEqualTo("1 account");
        assertThat(Figures.count(1_680_000, "exchange")).isEqualTo("1,680,000 exchanges");
        assertThat(Figures.rounded(1_680_000)).isEqualTo("1.7 million");
    }

    @Test
    void percent_edges_neverZeroForSomething() {
        assertThat(Figures.percent(0)).isEqualTo("0 %");
        assertThat(Figures.percent(0.0004)).isEqualTo("under 0.1 %");
        assertThat(Figures.percent(0.042)).isEqualTo("4.2 %");
        assertThat(Figures.percent(1)).isEqualTo("100 %");
    }

    @Test
    void duration_anyLength_twoLargestUnits() {
        assertThat(Figures.duration(Duration.ofMillis(400))).isEqualTo("0.4 seconds");
        assertThat(Figures.duration(Duration.ofSeconds(61))).isEqualTo("1 minute 1 second");
        assertThat(Figures.duration(Duration.ofHours(167))).isEqualTo("6 days 23 hours");
        assertThat(Figures.duration(Duration.ofDays(1))).isEqualTo("1 day");
    }
}
