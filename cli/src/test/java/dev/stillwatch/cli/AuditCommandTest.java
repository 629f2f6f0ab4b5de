// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Path file(String name, int rows, int everyNth) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            boolean model = everyNth > 0 && i % everyNth == 0;
            text.append("{\"prompt\":\"q")
                    .append(i)
                    .append("\",\"response\":\"we went to the lake ")
                    .append(i);
            text.append(model ? " as an AI language model" : "")
                    .append("\",\"origin\":\"o")
                    .append(i % 2)
                    .append('"');
            text.append(model ? ",\"model\":\"gpt-4o\"" : "").append("}\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private Path out() {
        return folder.resolve("out");
    }

    @Test
    void dosedSet_isFound_andTheReportNamed() throws IOException {
        Command audit = Command.run("audit", file("a.jsonl", 1000, 10), "--out", out());

        assertThat(audit.status()).isEqualTo(3);
        assertThat(audit.out())
                .startsWith("1 source holds rows that say a model wrote them.")
                .contains("likely", "openai", "Report: " + out().resolve("report.html"));
        assertThat(audit.complaints()).isEmpty();
        assertThat(Files.readAllLines(out().resolve("findings.jsonl"))).hasSize(100);
    }

    @Test
    void json_isTheSummaryOfTheFolder() throws IOException {
        Command audit = Command.run(
                "audit", file("a.jsonl", 1000, 10), "--out", out(), "--source-field", "origin", "--format", "json");

        assertThat(audit.out()).isEqualTo(Files.readString(out().resolve("summary.json")));
        JsonNode summary = JSON.readTree(audit.out());
        assertThat(summary.path("sources").path(0).path("name").asString()).isEqualTo("o0");
        assertThat(summary.path("sources")
                        .path(0)
                        .path("evidence_share")
                        .path("rows")
                        .asInt())
                .isEqualTo(100);
        assertThat(summary.path("sources").path(1).path("risk").asString()).isEqualTo("none-seen");
    }

    @Test
    void cleanSet_andFewRows_haveExitsOfTheirOwn() throws IOException {
        assertThat(Command.run("audit", file("a.jsonl", 1000, 0), "--out", out())
                        .status())
                .isZero();
        assertThat(Command.run("audit", file("b.jsonl", 10, 0), "--out", out()).status())
                .isEqualTo(4);
    }

    @Test
    void cleaned_holdsTheRest() throws IOException {
        Path clean = folder.resolve("clean.jsonl");

        Command audit = Command.run("audit", file("a.jsonl", 1000, 10), "--out", out(), "--cleaned", clean);

        assertThat(audit.err()).contains("written without 100 of the rows");
        assertThat(Files.readAllLines(clean)).hasSize(900).noneMatch(line -> line.contains("language model"));
        assertThat(Command.run("audit", clean, "--out", out()).status()).isZero();
    }

    @Test
    void wrongUsage_isNamedWithItsRemedy() throws IOException {
        Path file = file("a.jsonl", 100, 0);
        Path strange = Files.writeString(folder.resolve("b.jsonl"), "{\"foo\":1}\n");

        assertThat(Command.run("audit", folder.resolve("none.jsonl"), "--out", out())
                        .err())
                .contains("none.jsonl: no such file or folder");
        assertThat(Command.run("audit", strange, "--out", out()).err())
                .contains("no shape of a data set is recognised");
        assertThat(Command.run("audit", file, "--shape", "letters", "--out", out())
                        .err())
                .contains("--shape is one of messages");
        assertThat(Command.run("audit", file, "--clean-above", "2", "--out", out())
                        .err())
                .contains("--clean-above is 2.0");
        assertThat(Command.run("audit", file, "--clean-family", "openai", "--out", out())
                        .err())
                .contains("--cleaned");
        assertThat(Command.run("audit", file, "--cleaned", file, "--out", out()).err())
                .contains("would replace what it is made of");
        assertThat(Command.run("audit", file, "--threads", "0", "--out", out()).status())
                .isEqualTo(2);
        assertThat(Command.run("audit", file, "--style", folder, "--out", out()).err())
                .contains("style-model.bin cannot be read", "--style is shipped, none, or a folder");
        Files.writeString(folder.resolve("style-model.bin"), "no weights");
        assertThat(Command.run("audit", file, "--style", folder, "--out", out()).err())
                .contains("style-model.bin: not a style model of version 1");
        assertThat(Command.run("audit").status()).isEqualTo(2);
        assertThat(out()).doesNotExist();
    }

    @Test
    void style_isLookedAt_orNotWhenNoneIsWanted() throws IOException {
        Path file = file("a.jsonl", 100, 0);

        assertThat(Command.run("audit", file, "--out", out(), "--format", "json")
                        .out())
                .contains("\"cannot_tell\":\"too-few-texts\"", "the style of the answers");
        assertThat(Command.run("audit", file, "--style", "none", "--out", out(), "--format", "json")
                        .out())
                .doesNotContain("style");
    }

    @Test
    void unreadRows_areNamedAndCounted() throws IOException {
        Path file = file("a.jsonl", 100, 0);
        Files.writeString(file, Files.readString(file) + "{\"prompt\":\"cut");

        Command audit = Command.run("audit", file, "--out", out());

        assertThat(audit.status()).isZero();
        assertThat(audit.out()).contains("1 row could not be read; the first:", "a.jsonl:101: ends in the middle");
    }
}
