// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTokenizerTest {
    @TempDir
    private Path folder;

    private static byte[] content() throws IOException {
        try (InputStream in = ModelTokenizerTest.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json")) {
            return in.readAllBytes();
        }
    }

    @Test
    void ids_ofText_areTheModelsWithoutSpecialTokens() throws IOException {
        try (ModelTokenizer tokenizer = ModelTokenizer.of(content(), "test")) {
            // [CLS] hello world [SEP] is 101 7592 2088 102 in this vocabulary.
            assertThat(tokenizer.ids("Hello world")).containsExactly(7592, 2088);
            assertThat(tokenizer.ids("")).isEmpty();
            assertThat(tokenizer.vocabulary()).isEqualTo(30_522);
            assertThat(tokenizer.sha256()).hasSize(64);
        }
    }

    @Test
    void ids_ofLongText_areAllThere() throws IOException {
        try (ModelTokenizer tokenizer = ModelTokenizer.of(content(), "test")) {
            int[] ids = tokenizer.ids("word ".repeat(5_000));
            assertThat(ids).hasSize(5_000);
            assertThat(Arrays.stream(ids).distinct()).hasSize(1);
        }
    }

    @Test
    void read_file_isTheSame() throws IOException {
        Path file = Files.write(folder.resolve("tokenizer.json"), content());
        try (ModelTokenizer read = ModelTokenizer.read(file)) {
            assertThat(read.ids("Hello")).containsExactly(7592);
        }
    }

    @Test
    void read_somethingElse_isRefusedByName() throws IOException {
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> ModelTokenizer.read(missing))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("missing.json");
        for (String text : new String[] {"", "{}", "[1]", "no json", "{\"model\":{\"vocab\":{\"a\":0}}}"}) {
            Path file = Files.writeString(folder.resolve("other.json"), text);
            assertThatThrownBy(() -> ModelTokenizer.read(file))
                    .as(text)
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("other.json");
        }
        byte[] cut = Arrays.copyOf(content(), 5_000);
        assertThatThrownBy(() -> ModelTokenizer.of(cut, "cut")).isInstanceOf(StillwatchException.class);
        assertThat(new String(cut, StandardCharsets.UTF_8)).startsWith("{");
    }
}
