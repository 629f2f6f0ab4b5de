// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenignForSettingTest {
    @TempDir
    private Path folder;

    private ServeSettings settings(String detection) throws IOException {
        return ServeSettingsReader.read(Files.writeString(
                folder.resolve("serve.yaml"),
                "upstream: {url: 'http://127.0.0.1:8000'}\nwhen-blind: serve\n" + detection));
    }

    @Test
    void read_benignFor_isTakenOrHalfAYear() throws IOException {
        assertThat(settings("detection: {benign-for: 30d}\n").detection().benignFor())
                .isEqualTo(Duration.ofDays(30));
        assertThat(settings("").detection().benignFor()).isEqualTo(Duration.ofDays(180));
    }

    @Test
    void read_benignForNoTime_isRefused() {
        assertThatThrownBy(() -> settings("detection: {benign-for: 0s}\n"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("benign-for")
                .hasMessageContaining("180d");
    }
}
