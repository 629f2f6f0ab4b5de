// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Parts;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write becomes a job's settings. */
class JobArgumentsTest {
    @Test
    void settings_ofKafkaAlone_areTheUsual() {
        assertThat(JobArguments.settings("--kafka", "kafka:9092"))
                .isEqualTo(JobSettings.of(KafkaAccess.open("kafka:9092")));
    }

    @Test
    void settings_ofEveryName_takeEachValue() {
        JobSettings settings = JobArguments.settings(
                "--kafka",
                "k:1",
                "--exchanges",
                "e",
                "--accounts",
                "a",
                "--campaigns",
                "c",
                "--assessments",
                "w",
                "--parts",
                "7",
                "--group",
                "g",
                "--every",
                "30s",
                "--keep",
                "PT48H",
                "--recognise",
                "12h",
                "--late",
                "0s");

        assertThat(settings)
                .isEqualTo(new JobSettings(
                        KafkaAccess.open("k:1"),
                        "e",
                        "a",
                        "c",
                        "w",
                        "g",
                        Duration.ofSeconds(30),
                        Duration.ofDays(2),
                        Duration.ofHours(12),
                        Duration.ZERO,
                        7,
                        Parts.ONE.sample()));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                 --kafka HOST:PORT",
        "--kafka,                            --kafka lacks its value",
        "--kafka a:1 --kafka b:1,            --kafka is given twice",
        "--kafka a:1 --evry 5m,              unknown argument --evry",
        "--kafka a:1 --every often, is no time for --every",
        "--kafka a:1 --keep P5, is no time for --keep",
        "--kafka a:1 --every 0s,             above 0",
        "--kafka a:1 --parts 0,              no number of parts",
        "--kafka a:1 --parts many,           no number of parts"
    })
    void settings_ofWrongWords_sayWhatIsWrong(String words, String said) {
        String[] arguments = words.isEmpty() ? new String[0] : words.split(" ");

        assertThatThrownBy(() -> JobArguments.settings(arguments))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining(said);
    }
}
