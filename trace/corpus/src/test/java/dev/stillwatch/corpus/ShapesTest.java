// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {
    @TempDir
    private Path folder;

    private Reading read(String name, String content) throws IOException {
        return read(name, content, ReadingSettings.DEFAULTS);
    }

    private Reading read(String name, String content, ReadingSettings settings) throws IOException {
        return Reading.of(DataFile.of(Files.writeString(folder.resolve(name), content)), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages|{\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"},{\"role\":\"assistant\",\"content\":\"So.\"}]}",
                "sharegpt|{\"conversations\":[{\"from\":\"human\",\"value\":\"Why?\"},{\"from\":\"gpt\",\"value\":\"So.\"}]}",
                "alpaca|{\"instruction\":\"Why?\",\"input\":\"\",\"output\":\"So.\"}",
                "prompt-response|{\"prompt\":\"Why?\",\"completion\":\"So.\"}",
                "prompt-response|{\"response\":\"So.\",\"prompt\":\"Why?\"}",
                "prompt-response|{\"question\":\"Why?\",\"answer\":\"So.\",\"text\":null}"
            })
    void shape_ofJson_isRecognised(String shape, String row) throws IOException {
        DataFile file = DataFile.of(Files.writeString(folder.resolve("a.jsonl"), row + "\n" + row + "\n"));

        assertThat(FileLayout.of(file, ReadingSettings.DEFAULTS)
                        .orElseThrow()
                        .shape()
                        .label())
                .isEqualTo(shape);
        Reading reading = Reading.of(file, ReadingSettings.DEFAULTS);
        assertThat(reading.prompts()).containsExactly("Why?", "Why?");
        assertThat(reading.responses()).containsExactly("So.", "So.");
        assertThat(reading.records()).noneMatch(CorpusRecord::plain);
        assertThat(reading.malformed()).isEmpty();
    }

    @Test
    void text_isPlain() throws IOException {
        Reading reading = read("a.jsonl", "{\"text\":\"Once.\"}\n{\"text\":\"Twice.\"}");

        assertThat(reading.records()).allMatch(CorpusRecord::plain).hasSize(2);
        assertThat(reading.responses()).containsExactly("Once.", "Twice.");
        assertThat(reading.prompts()).isEmpty();
    }

    @Test
    void alpaca_withInput_asksBoth() throws IOException {
        Reading reading = read("a.json", """
            [
              {"instruction": "Add.", "input": "1, 2", "output": "3"},
              {"instruction": "Greet.", "output": "Hello", "generator": "text-davinci-003"}
            ]
            """);

        assertThat(reading.prompts()).containsExactly("Add.\n1, 2", "Greet.");
        assertThat(reading.records()).extracting(each -> each.place().row()).containsExactly(1L, 2L);
        assertThat(reading.records().getLast().claims()).containsExactly(new Claim("generator", "text-davinci-003"));
    }

    @Test
    void messages_inPartsSystemAndTools_keepTheirRoles() throws IOException {
        Reading reading = read("a.jsonl", """
            {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Look"},{"type":"image","url":"x"},{"type":"text","text":"here"}]},{"role":"assistant","content":null,"tool_calls":[{"id":"1"}]},{"role":"tool","content":"42"},{"role":"assistant","content":"Done."}],"model":"gpt-4o"}
            """);

        assertThat(reading.prompts()).containsExactly("Be brief.", "Look\nhere");
        assertThat(reading.responses()).containsExactly("Done.");
    }

    @Test
    void forcedShape_overridesWhatIsRecognised() throws IOException {
        String row = "{\"prompt\":\"Why?\",\"response\":\"So.\",\"text\":\"Why? So.\"}\n";

        assertThat(read("a.jsonl", row).prompts()).containsExactly("Why?");
        Reading forced = read("b.jsonl", row, ReadingSettings.DEFAULTS.withShape(Shape.TEXT));
        assertThat(forced.responses()).containsExactly("Why? So.");
        assertThat(forced.prompts()).isEmpty();
    }

    @Test
    void source_isTheMemberThatWasNamed() throws IOException {
        ReadingSettings settings = ReadingSettings.DEFAULTS.withSourceField("origin");
        Reading reading = read(
                "a.jsonl",
                "{\"text\":\"a\",\"origin\":\"web\"}\n{\"text\":\"b\",\"origin\":7}\n{\"text\":\"c\"}",
                settings);

        assertThat(reading.records())
                .extracting(CorpusRecord::source)
                .containsExactly(Optional.of("web"), Optional.of("7"), Optional.empty());
    }

    @Test
    void claims_areTakenFromMetadataTooAndNeverLong() throws IOException {
        Reading reading = read(
                "a.jsonl",
                "{\"text\":\"a\",\"metadata\":{\"model\":\"claude-3-opus\",\"x\":{\"model\":1}}," + "\"source\":\""
                        + "s".repeat(300) + "\",\"generator\":null}");

        assertThat(reading.records().getFirst().claims()).containsExactly(new Claim("model", "claude-3-opus"));
    }

    @ParameterizedTest
    @CsvSource({"a.csv,','", "a.csv,;", "a.tsv,'\t'"})
    void csv_quotedCellsAndCarriageReturns_areRead(String name, String separator) throws IOException {
        String content = "\uFEFF" + String.join(separator, "prompt", "response", "model") + "\r\n"
                + String.join(separator, "\"Say \"\"hi\"\", twice\"", "\"one\r\ntwo" + separator + "\"", "gpt-4")
                + "\r\n"
                + String.join(separator, "5\" disk", "ok", "") + "\r\n";

        Reading reading = read(name, content);

        assertThat(reading.prompts()).containsExactly("Say \"hi\", twice", "5\" disk");
        assertThat(reading.responses()).containsExactly("one\r\ntwo" + separator, "ok");
        assertThat(reading.records().getFirst().claims()).containsExactly(new Claim("model", "gpt-4"));
        assertThat(reading.records()).extracting(each -> each.place().row()).containsExactly(2L, 3L);
    }

    @Test
    void csv_conversationAsJsonInACell_isRead() throws IOException {
        Reading reading = read(
                "a.csv",
                "id,conversations\n1,\"[{\"\"from\"\":\"\"human\"\",\"\"value\"\":\"\"Why?\"\"},"
                        + "{\"\"from\"\":\"\"gpt\"\",\"\"value\"\":\"\"So.\"\"}]\"\n2,none\n");

        assertThat(reading.responses()).containsExactly("So.");
        assertThat(reading.malformedRows()).containsExactly(3L);
    }

    @Test
    void unknownMembers_areNamedWithTheRemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"foo\":\"secret\",\"bar\":1}\n");

        assertThatThrownBy(() -> FileLayout.of(DataFile.of(file), ReadingSettings.DEFAULTS))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("a.jsonl: no shape of a data set is recognised")
                .hasMessageContaining("bar, foo")
                .hasMessageNotContaining("secret");
    }

    @Test
    void files_ofFolderAndPattern_areFoundOnce() throws IOException {
        Files.createDirectories(folder.resolve("in/deep"));
        for (String name : List.of("in/b.jsonl", "in/a.csv.gz", "in/deep/c.parquet", "in/readme.md", "in/d.json.zst")) {
            Files.writeString(folder.resolve(name), "x");
        }

        List<DataFile> found =
                DataFiles.find(List.of(folder.resolve("in").toString(), folder.resolve("in") + "/**/*.parquet"));

        assertThat(found)
                .extracting(each -> folder.relativize(each.path()).toString())
                .containsExactly("in/a.csv.gz", "in/b.jsonl", "in/d.json.zst", "in/deep/c.parquet");
    }

    @Test
    void files_thatAreNotThere_areNamed() throws IOException {
        Files.createDirectories(folder.resolve("none"));
        assertThatThrownBy(() -> DataFiles.find(List.of(folder.resolve("none").toString())))
                .hasMessageContaining("the folder holds no data set; looked for .jsonl");
        assertThatThrownBy(() -> DataFiles.find(List.of("nowhere.jsonl")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("nowhere.jsonl: no such file or folder");
    }
}
