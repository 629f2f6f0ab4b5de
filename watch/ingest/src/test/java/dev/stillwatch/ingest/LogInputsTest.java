// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogInputsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of(
                "b.jsonl",
                "a.jsonl.gz",
                "notes.txt",
                "deep/er/c.NDJSON.zst",
                "deep/d.parquet",
                "deep/e.log",
                "[odd].json",
                "deep/f.json.bak")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "{}\n");
        }
    }

    private List<String> resolved(String... arguments) {
        return LogInputs.resolve(
                        List.of(arguments).stream()
                                .map(a -> a.equals("-") ? a : folder + "/" + a)
                                .toList(),
                        InputStream.nullInputStream())
                .stream()
                .map(LogInput::name)
                .map(name -> name.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void resolve_folder_findsKnownEndingsSorted() {
        assertThat(resolved(""))
                .containsExactly(
                        "[odd].json", "a.jsonl.gz", "b.jsonl", "deep/d.parquet", "deep/e.log", "deep/er/c.NDJSON.zst");
    }

    @Test
    void resolve_fileWithAnyName_isTaken() {
        assertThat(resolved("notes.txt", "[odd].json")).containsExactly("notes.txt", "[odd].json");
    }

    @Test
    void resolve_globs_expandAsAShellDoes() {
        assertThat(resolved("*.jsonl*")).containsExactly("a.jsonl.gz", "b.jsonl");
        assertThat(resolved("**/*.jsonl*")).containsExactly("a.jsonl.gz", "b.jsonl");
        assertThat(resolved("deep/**"))
                .containsExactly("deep/d.parquet", "deep/e.log", "deep/er/c.NDJSON.zst", "deep/f.json.bak");
        assertThat(resolved("d??p/*.{log,parquet}")).containsExactly("deep/d.parquet", "deep/e.log");
        assertThat(resolved("de*")).containsExactly("deep/d.parquet", "deep/e.log", "deep/er/c.NDJSON.zst");
    }

    @Test
    void resolve_sameFileTwice_countsOnce() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.jsonl"), folder.resolve("b.jsonl"));

        assertThat(resolved("b.jsonl", "deep/../b.jsonl", "*.jsonl", "link.jsonl", "-", "-"))
                .containsExactly("b.jsonl", "standard input");
    }

    @Test
    void resolve_nothingFound_namesTheArgumentAndRemedy() throws IOException {
        Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> resolved("none.jsonl"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("none.jsonl");
        assertThatThrownBy(() -> resolved("empty"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("empty")
                .hasMessageContaining(".parquet");
        assertThatThrownBy(() -> resolved("none*"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("none*");
        assertThatThrownBy(() -> resolved("none/*.jsonl")).isInstanceOf(StillwatchException.class);
        assertThatThrownBy(() -> resolved("*{")).isInstanceOf(StillwatchException.class);
    }

    @Test
    void size_ofFile_isInBytesAndOfStandardInputUnknown() {
        List<LogInput> inputs = LogInputs.resolve(List.of(folder + "/b.jsonl", "-"), InputStream.nullInputStream());

        assertThat(inputs.get(0).size()).hasValue(3);
        assertThat(inputs.get(1).size()).isEmpty();
    }

    @Test
    void open_vanishedFile_namesIt() throws IOException {
        LogInput input = LogInputs.resolve(List.of(folder + "/b.jsonl"), InputStream.nullInputStream())
                .getFirst();
        Files.delete(folder.resolve("b.jsonl"));

        assertThatThrownBy(() -> input.open(IngestSettings.DEFAULTS))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("b.jsonl");
    }
}
