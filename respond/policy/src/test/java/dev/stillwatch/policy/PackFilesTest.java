// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackFilesTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "");
    }

    @Test
    void under_everythingInAFolderNamed_isItsPacksOnce() throws IOException {
        Path pack = file("a.yaml");
        Path cases = file("a.test.yaml");
        Path signature = file("a.yaml.dsse");

        assertThat(PackFiles.under(List.of(cases, pack, signature))).containsExactly(pack);
        assertThat(PackFiles.under(List.of(folder, pack))).containsExactly(pack);
        assertThat(PackFiles.signature(pack)).isEqualTo(signature);
    }

    @Test
    void under_noPackNamed_isRefused() throws IOException {
        Path cases = file("a.test.yaml");

        assertThatThrownBy(() -> PackFiles.under(List.of(cases)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("only files beside packs are named");
        assertThatThrownBy(() -> PackFiles.under(List.of(folder))).hasMessageContaining("no policy pack in " + folder);
        assertThatThrownBy(() -> PackFiles.under(List.of(folder.resolve("gone.yaml"))))
                .hasMessageContaining("gone.yaml does not exist");
    }
}
