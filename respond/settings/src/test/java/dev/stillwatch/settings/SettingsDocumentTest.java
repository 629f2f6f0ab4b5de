// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsDocumentTest {
    @TempDir
    private Path folder;

    @Test
    void read_file_givesItsMapping() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "\uFEFFname: käse\n");

        assertThat(SettingsDocument.read(file).text("name")).isEqualTo("käse");
    }

    @Test
    void parse_json_isYamlToo() {
        Section root = SettingsDocument.parse("a.json", "{\"a\": {\"b\": [1, 2]}, \"c\": \"x\"}");

        assertThat(root.section("a").texts("b")).containsExactly("1", "2");
    }

    @Test
    void read_missingFile_saysSo() {
        assertThatThrownBy(() -> SettingsDocument.read(folder.resolve("none.yaml")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageEndingWith("none.yaml does not exist; name a YAML file");
    }

    @Test
    void read_folder_saysSo() {
        assertThatThrownBy(() -> SettingsDocument.read(folder)).hasMessageStartingWith("cannot read");
    }

    @Test
    void parse_duplicateKey_namesBothLines() {
        assertThatThrownBy(() -> SettingsDocument.parse("a.yaml", "a: 1\nb: 2\na: 3\n"))
                .hasMessage("a.yaml:3: the key \"a\" stands on line 1 already; keep one of them");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: &x 1|1: an anchor is not allowed",
                "a: 1\\nb: *x|2: an alias is not allowed",
                "a: !!binary eA==|1: a tag is not allowed",
                "a: !<tag:x> {}|1: a tag is not allowed",
                "? [a]\\n: 1|1: a key is a mapping or a list",
                "a: 1\\n---\\nb: 2|2: a second document starts here",
                "- a|1: the document is not a mapping",
                "word|1: the document is not a mapping"
            })
    void parse_whatNoSettingNeeds_isRefusedWithItsLine(String yaml, String expected) {
        assertThatThrownBy(() -> SettingsDocument.parse("a.yaml", yaml.replace("\\n", "\n")))
                .hasMessageStartingWith("a.yaml:" + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n"})
    void parse_nothing_isRefused(String yaml) {
        assertThatThrownBy(() -> SettingsDocument.parse("a.yaml", yaml)).isInstanceOf(StillwatchException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: [1, 2", "a: \"x", "a:\n\tb: 1", "a: b: hunter2", "a: 1\n b: 2", "{", "a: 'hunter2\nb: 1"})
    void parse_malformed_namesFileAndLineAndNoValue(String yaml) {
        assertThatThrownBy(() -> SettingsDocument.parse("a.yaml", yaml))
                .isInstanceOf(StillwatchException.class)
                .hasMessageMatching("(?s)a\\.yaml:[0-9]+: .*")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 5_000, 200_000})
    void parse_deeplyNested_isRefused(int depth) {
        assertThatThrownBy(() -> SettingsDocument.parse("a.yaml", "a: " + "[".repeat(depth)))
                .hasMessageContaining("nested deeper than 32 levels");
    }

    @Test
    void parse_manyAliases_areNeverExpanded() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> SettingsDocument.parse("a.yaml", bomb.toString()))
                .hasMessageContaining("a.yaml:1: ");
    }

    @Test
    void read_tooLarge_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "a: " + "x".repeat(SettingsDocument.MOST_BYTES));

        assertThatThrownBy(() -> SettingsDocument.read(file)).hasMessageContaining("larger than 1 MiB");
    }

    @Test
    void parse_notUtf8_isRefused() {
        assertThatThrownBy(() -> SettingsDocument.parse("a.yaml", "a: ü".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("a.yaml is not text in UTF-8; save it as that");
    }

    @Test
    void parse_controlCharacter_isRefused() {
        assertThatThrownBy(() -> SettingsDocument.parse("a.yaml", "a: \u0000x"))
                .isInstanceOf(StillwatchException.class);
    }
}
