// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.speed;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkLogTest {
    @TempDir
    private Path folder;

    @Test
    void pad_threeCopies_haveNamesOfTheirOwnAndAreOtherwiseTheSame() throws IOException {
        Path from = folder.resolve("from.zst");
        Path to = folder.resolve("to.zst");
        Files.write(from, Zstd.compress("{\"id\":\"x\",\"account\":\"a\"}\n".getBytes(StandardCharsets.UTF_8)));

        BenchmarkLog.pad(from, to, 3);

        byte[] packed = Files.readAllBytes(to);
        String padded = new String(Zstd.decompress(packed, 10_000), StandardCharsets.UTF_8);
        assertThat(padded.lines().toList())
                .isEqualTo(List.of(
                        "{\"id\":\"x\",\"account\":\"a\"}",
                        "{\"id\":\"1x\",\"account\":\"1a\"}",
                        "{\"id\":\"2x\",\"account\":\"2a\"}"));
    }
}
