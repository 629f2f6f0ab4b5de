// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightKeysTest {
    private static final MarkSettings SETTINGS = new MarkSettings(1_000, 10, 0.004, 1);

    @TempDir
    Path folder;

    @Test
    void inFile_whereNoneIs_makesOne_andReadsItAgain() {
        Path file = folder.resolve("weights.key");

        WeightKey made = WeightKeys.inFile(file).primary();
        WeightKey read = WeightKeys.inFile(file).withId(made.id()).orElseThrow();

        assertThat(new TardosCode(read, SETTINGS).of("a")).isEqualTo(new TardosCode(made, SETTINGS).of("a"));
        assertThat(WeightKeys.inFile(file).all()).hasSize(1);
    }

    @Test
    void at_whereNoneIs_saysWhatToDo() {
        assertThatThrownBy(() -> WeightKeys.at(folder.resolve("none").toString(), name -> null))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("there is no weight mark key file");
    }

    @Test
    void at_somethingElse_isRefusedWithoutQuotingIt() throws IOException {
        Path file = folder.resolve("weights.key");
        Files.writeString(file, "{\"secret-canary\":1}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> WeightKeys.at(file.toString(), name -> null))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("is no Tink keyset")
                .hasMessageNotContaining("canary");
    }

    @Test
    void stream_ofNamesThatJoinAlike_differs() {
        byte[] first = new byte[32];
        byte[] second = new byte[32];

        Keys.key(1).stream(WeightKey.Purpose.ROUNDING, "ab", "c").read(0, first, 32);
        Keys.key(1).stream(WeightKey.Purpose.ROUNDING, "a", "bc").read(0, second, 32);

        assertThat(first).isNotEqualTo(second);
    }
}
