// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateIntervalTest {
    @ParameterizedTest
    @CsvSource({
        "1962, 1962-01-01/1962-12-31",
        "1962-05-03, 1962-05-03",
        "03 May 1962, 1962-05-03",
        "May 1962, 1962-05-01/1962-05-31",
        "circa 1962, 1961-01-01/1963-12-31",
        "1960 to 1962, 1960-01-01/1962-12-31",
        "1960-1962, 1960-01-01/1962-12-31",
        "01 Jan 1960 to 03 Feb 1961, 1960-01-01/1961-02-03",
        "circa 1960-1962, 1959-01-01/1963-12-31"
    })
    void parse_asListsWrite_isTheInterval(String text, String interval) {
        assertThat(DateInterval.parse(text).orElseThrow()).hasToString(interval);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sometime",
                "31 Feb 1962",
                "1962-13-01",
                "1962 to 1960",
                "00 Jan 1962",
                "05 Foo 1962",
                "circa"
            })
    void parse_noDate_isEmpty(String text) {
        assertThat(DateInterval.parse(text)).isEmpty();
    }
}
