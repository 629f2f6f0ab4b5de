// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.corpus.ReadingSettings;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    @TempDir
    private Path folder;

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void dosedSet_isLikely_withItsShareAndFamilies() throws IOException {
        Path file = DataSets.mixed(folder.resolve("a.jsonl"), 5000, 20, 1);

        AuditSummary summary = DataSets.audit(DataSets.plan(2), folder.resolve("out"), file);

        SourceSummary source = summary.sources().getFirst();
        assertThat(source.risk()).isEqualTo(Risk.LIKELY);
        assertThat(source.evident().low()).isLessThan(0.20);
        assertThat(source.evident().high()).isGreaterThan(0.20);
        assertThat(source.judged()).isEqualTo(5000);
        assertThat(summary.unread()).isEqualTo(10);
        assertThat(source.families()).extracting(each -> each.getKey()).containsExactly("openai");
        assertThat(names(folder.resolve("out")))
                .containsExactly("findings.jsonl", "report.html", "summary.json", "training-summary-2.5.md");
    }

    @Test
    void cleanSet_givesNoAlarm() throws IOException {
        Path file = DataSets.mixed(folder.resolve("a.jsonl"), 5000, 0, 2);

        AuditSummary summary = DataSets.audit(DataSets.plan(1), folder.resolve("out"), file);

        assertThat(summary.found()).isEmpty();
        assertThat(summary.sources().getFirst().risk()).isEqualTo(Risk.NONE_SEEN);
        assertThat(folder.resolve("out/findings.jsonl")).isEmptyFile();
    }

    @Test
    void fewRows_areTooLittle() throws IOException {
        Path file = DataSets.mixed(folder.resolve("a.jsonl"), 20, 0, 2);

        AuditSummary summary = DataSets.audit(DataSets.plan(1), folder.resolve("out"), file);

        assertThat(summary.tooLittle()).isTrue();
        assertThat(summary.found()).isEmpty();
    }

    @Test
    void emptyFileBesideOthers_isNamedAndCostsNothing() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "");
        Path file = DataSets.mixed(folder.resolve("a.jsonl"), 100, 0, 2);

        AuditSummary summary = DataSets.audit(DataSets.plan(1), folder.resolve("out"), empty, file);

        assertThat(summary.judged()).isEqualTo(100);
        assertThat(summary.files())
                .extracting(AuditSummary.FileFacts::shape)
                .containsExactly("empty", "prompt-response");
    }

    @Test
    void anyNumberOfThreads_givesTheSameBytes() throws IOException {
        Path file = DataSets.mixed(folder.resolve("a.jsonl"), 8000, 10, 3);
        DataSets.audit(DataSets.plan(1), folder.resolve("one"), file);
        DataSets.audit(DataSets.plan(5), folder.resolve("five"), file);

        for (String name : names(folder.resolve("one"))) {
            assertThat(folder.resolve("five").resolve(name)).hasSameBinaryContentAs(folder.resolve("one/" + name));
        }
    }

    @Test
    void sourceField_dividesTheRows_andManySourcesArePooled() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            rows.append("{\"text\":\"some words here\",\"origin\":\"s")
                    .append(i % 1500)
                    .append("\"}\n");
        }
        rows.append("{\"text\":\"without\"}\n");
        Path file = Files.writeString(folder.resolve("a.jsonl"), rows);

        AuditSummary summary = DataSets.audit(
                DataSets.plan(ReadingSettings.DEFAULTS.withSourceField("origin"), 2), folder.resolve("out"), file);

        assertThat(summary.sources()).hasSize(1001);
        assertThat(summary.sources()).extracting(SourceSummary::name).contains("s1", "(further sources)");
        assertThat(summary.rows()).isEqualTo(3001);
    }

    @Test
    void finding_namesPlaceBytesAndEvidence_andNoText() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.jsonl"),
                "{\"prompt\":\"secret1\",\"response\":\"secret2 as an AI\\n"
                        + "language   model\",\"model\":\"claude-3\"}\n");

        DataSets.audit(DataSets.plan(1), folder.resolve("out"), file);

        assertThat(Files.readString(folder.resolve("out/findings.jsonl")))
                .contains("\"row\":1,\"from\":0,\"to\":" + (Files.size(file) - 1))
                .contains("{\"kind\":\"declared\",\"field\":\"model\",\"family\":\"anthropic\"}")
                .contains("{\"kind\":\"identity\",\"phrase\":\"as an ai language model\"}")
                .doesNotContain("secret");
    }

    @Test
    void canaryInEveryText_comesOutNowhere() throws IOException {
        String canary = "zqcanary7731";
        List<String> rows = IntStream.range(0, 200)
                .mapToObj(i -> switch (i % 5) {
                    case 0 ->
                        "{\"prompt\":\"" + canary + "\",\"response\":\"As an AI, I " + canary + "\",\"model\":\""
                                + canary + "\",\"source\":\"gpt-4 " + canary + "\"}";
                    case 1 -> "{\"prompt\":\"" + canary + "\",\"response\":\"" + canary;
                    case 2 -> canary;
                    case 3 -> "{\"" + canary + "\":\"" + canary + "\"}";
                    default ->
                        "{\"prompt\":[\"" + canary + "\"],\"response\":\"trained by openai " + canary
                                + "\",\"generator\":\"" + canary + "\"}";
                })
                .toList();
        Path file = Files.write(folder.resolve("a.jsonl"), rows);

        AuditSummary summary = DataSets.audit(DataSets.plan(2), folder.resolve("out"), file);

        assertThat(summary.unread()).isEqualTo(120);
        assertThat(AuditFolder.text(summary) + AuditFolder.json(summary)).doesNotContain(canary);
        for (String name : names(folder.resolve("out"))) {
            assertThat(Files.readString(folder.resolve("out").resolve(name)))
                    .as(name)
                    .doesNotContain(canary);
        }
    }

    @Test
    void report_withHostileNames_staysInert() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append("{\"text\":\"as an ai language model\",\"origin\":\"<script>alert(1)</script>|\\u202Ex`\"}\n");
        }
        Path file = Files.writeString(folder.resolve("a.jsonl"), rows);

        DataSets.audit(
                DataSets.plan(ReadingSettings.DEFAULTS.withSourceField("origin"), 1), folder.resolve("out"), file);

        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert")
                .doesNotContain("\u202E");
        assertThat(Files.readString(folder.resolve("out/training-summary-2.5.md")))
                .contains("\\<script\\>")
                .contains("\\|");
    }

    @Test
    void fileThatGrowsWhileItIsRead_isNamed() throws IOException {
        Path file = DataSets.mixed(folder.resolve("a.jsonl"), 5000, 0, 4);
        AuditProgress grow = new AuditProgress() {
            @Override
            public void read(String name, long bytes, long total, long rows) {
                try {
                    Files.writeString(file, "{}\n", java.nio.file.StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void goesOn(String name, long row) {}
        };

        assertThatThrownBy(() ->
                        new Audit(List.of(DataFile.of(file)), DataSets.plan(1), folder.resolve("out"), grow).run())
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("a.jsonl has changed while it was read");
    }

    @Test
    void folderThatIsAFile_isNamed() throws IOException {
        Path file = DataSets.mixed(folder.resolve("a.jsonl"), 50, 0, 4);

        assertThatThrownBy(() -> DataSets.audit(DataSets.plan(1), file, file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("--out");
    }
}
