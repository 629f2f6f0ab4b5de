// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
    @ParameterizedTest
    @CsvSource({
        "51,        5100, 5100, 51 %",
        "33.33,     3333, 3333, 33.33 %",
        "33.3,      3330, 3330, 33.30 %",
        "'25 - 50', 2500, 5000, 25 to 50 %",
        "100%,      10000, 10000, 100 %",
        "0,         0, 0, 0 %"
    })
    void parse_asPeopleWriteIt_isExact(String text, int low, int high, String shown) {
        assertThat(Share.parse(text)).isEqualTo(new Share(low, high));
        assertThat(Share.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half", "-5", "101", "50-25", "1-2-3", "33.333", "1e2"})
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Share.parse(text))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("share");
    }
}
