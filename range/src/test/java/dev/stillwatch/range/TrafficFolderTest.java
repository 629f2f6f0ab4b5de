// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficFolderTest {

    @TempDir
    private Path folder;

    @Test
    void close_plainAndCompressed_holdTheSameLog() throws IOException {
        List<LabelledExchange> all = Traffic.of("accounts=3", "mix=rows:1", "templates=50");
        write(all, ".jsonl");
        String text = Files.readString(folder.resolve("traffic.jsonl"));

        assertThat(text.split("\n"))
                .hasSize(all.size())
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "\"id\":\"x",
                                "\"time\":\"2026-11-",
                                "\"role\":\"user\"",
                                "\"input_tokens\":",
                                "\"ip\":\"24",
                                "\"payment\":\"pay-",
                                "\"status\":"));
        assertThat(text).contains("\"temperature\":1.0", "json_object", "\"max_tokens\":4096");
        write(all, ".jsonl.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("traffic.jsonl.gz")))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
        write(all, ".jsonl.zst");
        assertThat(folder.resolve("traffic.jsonl.zst")).isNotEmptyFile();
    }

    @Test
    void start_oldBaseline_isRemoved() throws IOException {
        Files.writeString(folder.resolve("baseline.jsonl"), "old");

        write(Traffic.of("accounts=1"), ".jsonl");

        assertThat(folder.resolve("baseline.jsonl")).doesNotExist();
    }

    @Test
    void start_oldLogsOfAnotherCompression_areRemoved() throws IOException {
        Files.writeString(folder.resolve("traffic.jsonl.gz"), "old");
        Files.writeString(folder.resolve("baseline.jsonl.zst"), "old");

        write(Traffic.of("accounts=1"), ".jsonl");

        assertThat(folder.resolve("traffic.jsonl.gz")).doesNotExist();
        assertThat(folder.resolve("baseline.jsonl.zst")).doesNotExist();
        assertThat(folder.resolve("traffic.jsonl")).isNotEmptyFile();
    }

    private void write(List<LabelledExchange> all, String suffix) {
        try (TrafficFolder out =
                new TrafficFolder(folder, suffix, Traffic.scenario().start())) {
            all.forEach(out);
        }
    }
}
