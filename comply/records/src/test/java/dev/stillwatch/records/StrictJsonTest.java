// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static final StrictJson JSON = StrictJson.of("docs/sample.md");
    private static final String GOOD =
            "{\"name\":\"x\",\"count\":3,\"at\":\"2026-11-23T12:00:00Z\",\"lasting\":\"PT1H\"}";

    record Sample(String name, int count, Instant at, Duration lasting, Optional<String> note) {
        Sample {
            if (count < 0) {
                throw new StillwatchException("a count is 0 or more");
            }
        }
    }

    @Test
    void write_equalRecords_areTheSameText() {
        Sample sample =
                new Sample("x", 3, Instant.parse("2026-11-23T12:00:00Z"), Duration.ofHours(1), Optional.empty());
        assertThat(JSON.write(sample)).isEqualTo(GOOD);
        assertThat(JSON.read(GOOD, Sample.class, "it")).isEqualTo(sample);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "zqcanary7731",
                "{\"at\":\"2026-11-23T12:00:00Z\",\"count\":3,\"lasting\":\"PT1H\",\"name\":\"x\"} zqcanary7731",
                "{\"at\":\"2026-11-23T12:00:00Z\",\"count\":3,\"lasting\":\"PT1H\",\"name\":\"x\",\"zqcanary7731\":1}",
                "{\"at\":\"2026-11-23T12:00:00Z\",\"count\":3,\"lasting\":\"PT1H\",\"name\":\"x\",\"name\":\"y\"}",
                "{\"at\":\"2026-11-23T12:00:00Z\",\"count\":null,\"lasting\":\"PT1H\",\"name\":\"x\"}",
                "{\"at\":\"2026-11-23T12:00:00Z\",\"count\":\"3\",\"lasting\":\"PT1H\",\"name\":\"x\"}",
                "{\"at\":\"zqcanary7731\",\"count\":3,\"lasting\":\"PT1H\",\"name\":\"x\"}",
                "{\"at\":\"2026-11-23T12:00:00Z\",\"count\":3,\"lasting\":\"PT1H\"",
            })
    void read_whatIsNoSuchRecord_isRefusedByItsPlaceAndNotItsValue(String json) {
        assertThatThrownBy(() -> JSON.read(json, Sample.class, "it.json"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageStartingWith("it.json")
                .hasMessageContaining("see docs/sample.md for the fields")
                .hasMessageNotContaining("zqcanary7731 ");
    }

    @Test
    void read_whatARecordRefuses_isSaidInItsWords() {
        assertThatThrownBy(() -> JSON.read(GOOD.replace(":3,", ":-3,"), Sample.class, "it"))
                .hasMessageContaining("a count is 0 or more");
    }
}
