// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.corpus.ReadingSettings;
import dev.stillwatch.exchange.StillwatchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutOffTest {
    private static final List<String> RESULTS =
            List.of("findings.jsonl", "report.html", "summary.json", "training-summary-2.5.md");

    @TempDir
    private Path folder;

    private Path first;
    private Path second;

    @BeforeEach
    void makeFiles() throws IOException {
        first = DataSets.mixed(folder.resolve("a.jsonl"), 6000, 10, 5);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(Files.readAllBytes(DataSets.mixed(folder.resolve("b.jsonl"), 6000, 30, 6)));
        }
        second = Files.write(folder.resolve("b.jsonl.gz"), bytes.toByteArray());
    }

    /** Runs an audit that is killed at a row. */
    private void cutOff(Path out, long row) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CutOffAudit.class.getName(),
                        out.toString(),
                        Long.toString(row),
                        first.toString(),
                        second.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("said")))
                .isEqualTo(137);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4500, 11_500})
    void killedAudit_goesOn_andEndsWithTheSameBytes(long row) throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        DataSets.audit(DataSets.plan(2), whole, first, second);
        Path out = folder.resolve("out");

        cutOff(out, row);
        assertThat(out.resolve("summary.json")).doesNotExist();
        assertThat(Files.exists(out.resolve(Checkpoint.NAME))).isEqualTo(row > 1);
        DataSets.audit(DataSets.plan(2), out, first, second);

        for (String name : RESULTS) {
            assertThat(out.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
        assertThat(out.resolve(Checkpoint.NAME)).doesNotExist();
    }

    @Test
    void killedTwice_goesOnFromWhereItCame() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        DataSets.audit(DataSets.plan(1), whole, first, second);
        Path out = folder.resolve("out");

        cutOff(out, 4500);
        long before = Checkpoint.in(out).orElseThrow().row();
        cutOff(out, 3000);
        Checkpoint later = Checkpoint.in(out).orElseThrow();
        assertThat(later.file() == 1 || later.row() > before).isTrue();
        DataSets.audit(DataSets.plan(1), out, first, second);

        assertThat(out.resolve("findings.jsonl")).hasSameBinaryContentAs(whole.resolve("findings.jsonl"));
        assertThat(out.resolve("summary.json")).hasSameBinaryContentAs(whole.resolve("summary.json"));
    }

    @Test
    void changedFile_isNamed_andRestartBeginsAnew() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        cutOff(out, 4500);
        Files.writeString(first, Files.readString(first) + "{\"prompt\":\"more\",\"response\":\"more\"}\n");

        assertThatThrownBy(() -> DataSets.audit(DataSets.plan(1), out, first, second))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("a.jsonl has changed since then")
                .hasMessageContaining("--restart");
        Audit.forget(out);
        assertThat(DataSets.audit(DataSets.plan(1), out, first, second).rows()).isEqualTo(12_001);
    }

    @Test
    void otherFilesOrOptions_areNamed() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        cutOff(out, 4500);

        assertThatThrownBy(() -> DataSets.audit(DataSets.plan(1), out, first))
                .hasMessageContaining("b.jsonl.gz is not among the files any more");
        assertThatThrownBy(() -> DataSets.audit(DataSets.plan(1), out, second, first))
                .hasMessageContaining("in another order");
        assertThatThrownBy(() -> DataSets.audit(
                        DataSets.plan(ReadingSettings.DEFAULTS.withSourceField("model"), 1), out, first, second))
                .hasMessageContaining("other options");
    }

    @Test
    void damagedCheckpoint_isNamed() throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        Files.writeString(out.resolve(Checkpoint.NAME), "{\"version\":");

        assertThatThrownBy(() -> new Audit(List.of(DataFile.of(first)), DataSets.plan(1), out, DataSets.SILENT).run())
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("audit-in-progress.json cannot be read; begin anew with --restart");
    }
}
