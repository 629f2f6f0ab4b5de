// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.stillwatch.exchange.StillwatchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFilesTest {
    private static final String GOOD = "{\"text\":\"good\"}";
    private static final ReadingSettings SETTINGS = ReadingSettings.DEFAULTS;

    @TempDir
    private Path folder;

    private DataFile file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private DataFile file(String name, byte[] content) throws IOException {
        return DataFile.of(Files.write(folder.resolve(name), content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"cut",
                "{\"text\":\"canary\"",
                "canary",
                "[1,2]",
                "null",
                "{\"text\":null}",
                "{\"text\":{\"text\":\"canary\"}}",
                "{\"text\":\"   \"}",
                "{\"other\":\"canary\"}",
                "{\"text\":\"canary\"} {\"text\":\"canary\"}",
                "{'text':'canary'}",
                "{\"text\":\"canary\",}"
            })
    void malformedRow_costsItselfOnly_andIsNotQuoted(String bad) throws IOException {
        Reading reading = Reading.of(file("a.jsonl", GOOD + "\n" + bad + "\n" + GOOD + "\n"), SETTINGS);

        assertThat(reading.responses()).containsExactly("good", "good");
        assertThat(reading.malformedRows()).containsExactly(2L);
        assertThat(reading.malformed().getFirst().reason())
                .doesNotContain("canary")
                .contains(";");
    }

    @Test
    void deepNesting_costsTheRowOnly() throws IOException {
        String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"text\":\"a\"}";

        Reading reading = Reading.of(file("a.jsonl", GOOD + "\n" + deep + "\n" + GOOD), SETTINGS);

        assertThat(reading.responses()).containsExactly("good", "good");
        assertThat(reading.malformed().getFirst().reason()).contains("nested too deeply");
    }

    @Test
    void memberTwice_theLastCounts_andNullTakesItBack() throws IOException {
        Reading reading = Reading.of(
                file("a.jsonl", "{\"text\":\"first\",\"text\":\"second\"}\n{\"text\":\"first\",\"text\":null}\n"),
                SETTINGS);

        assertThat(reading.responses()).containsExactly("second");
        assertThat(reading.malformedRows()).containsExactly(2L);
    }

    @Test
    void nestedNulls_areAbsent() throws IOException {
        Reading reading = Reading.of(file("a.jsonl", """
            {"messages":[null,{"role":null,"content":null},{"role":"assistant","content":[null,{"text":null},{"text":"yes"}]}],"metadata":null,"model":null}
            {"messages":null}
            """), SETTINGS);

        assertThat(reading.responses()).containsExactly("yes");
        assertThat(reading.records().getFirst().claims()).isEmpty();
        assertThat(reading.malformedRows()).containsExactly(2L);
    }

    @Test
    void byteOrderMarkCarriageReturnsAndBlankLines_doNotMatter() throws IOException {
        Reading reading =
                Reading.of(file("a.jsonl", "\uFEFF" + GOOD + "\r\n\r\n   \r\n" + GOOD + "\r\n\uFEFF" + GOOD), SETTINGS);

        assertThat(reading.responses()).containsExactly("good", "good", "good");
        assertThat(reading.records()).extracting(each -> each.place().row()).containsExactly(1L, 4L, 5L);
        assertThat(reading.malformed()).isEmpty();
    }

    @Test
    void span_isTheRowsBytes() throws IOException {
        byte[] content = ("\uFEFF" + GOOD + "\r\n" + GOOD + "\n").getBytes(StandardCharsets.UTF_8);

        Reading reading = Reading.of(file("a.jsonl", content), SETTINGS);

        Span second = reading.records().get(1).span().orElseThrow();
        assertThat(new String(
                        Arrays.copyOfRange(content, (int) second.from(), (int) second.to()), StandardCharsets.UTF_8))
                .isEqualTo(GOOD);
    }

    @Test
    void invalidUtf8_isReplaced() throws IOException {
        byte[] row = "{\"text\":\"aXb\"}\n".getBytes(StandardCharsets.UTF_8);
        row[10] = (byte) 0xFF;

        assertThat(Reading.of(file("a.jsonl", row), SETTINGS).responses()).containsExactly("a\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.csv", "a.json"})
    void hugeRow_isRefusedWithItsPlace_andNotHeld(String name) throws IOException {
        boolean csv = name.endsWith("csv");
        String huge = csv ? "\"" + "x".repeat(3_000_000) + "\"" : "{\"text\":\"" + "x".repeat(3_000_000) + "\"}";
        String good = csv ? "good" : GOOD;
        String separator = name.endsWith("json") ? ",\n" : "\n";
        String rows = String.join(separator, good, huge, good, good);
        String content = csv ? "text\n" + rows + "\n" : name.endsWith("json") ? "[" + rows + "]" : rows + "\n";
        DataFile file = file(name, content);
        ReadingSettings settings = SETTINGS.withMaxRowBytes(1024 * 1024);

        Reading reading = Reading.of(file, settings);

        assertThat(reading.responses()).containsExactly("good", "good", "good");
        assertThat(reading.malformedRows()).containsExactly(csv ? 3L : 2L);
        assertThat(reading.malformed().getFirst().reason()).contains("longer than 1048576 bytes");
        for (Position position : reading.positions()) {
            Reading rest = Reading.from(file, settings, position);
            assertThat(rest.records())
                    .isEqualTo(reading.records().stream()
                            .filter(each -> each.place().row() >= position.row())
                            .toList());
        }
    }

    @Test
    void quoteNeverClosed_takesTheRestOfTheFile_andIsTold() throws IOException {
        Reading reading = Reading.of(
                file("a.csv", "text,model\ngood,m\n\"open,m\n" + "more,m\n".repeat(200_000)),
                SETTINGS.withMaxRowBytes(1024 * 1024));

        assertThat(reading.responses()).containsExactly("good");
        assertThat(reading.malformed().getFirst().reason()).contains("is a quote never closed?");
    }

    @Test
    void csvRowWithOtherCells_costsItselfOnly() throws IOException {
        Reading reading = Reading.of(file("a.csv", "text,model\na,b\na,b,c\n\na\nlast,m"), SETTINGS);

        assertThat(reading.responses()).containsExactly("a", "last");
        assertThat(reading.malformedRows()).containsExactly(3L, 5L);
        assertThat(reading.malformed().getFirst().reason()).contains("has 3 cells, the header 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "  \r\n\n", "\uFEFF"})
    void emptyFile_holdsNothing(String content) throws IOException {
        assertThat(FileLayout.of(file("a.jsonl", content), SETTINGS)).isEmpty();
        assertThat(FileLayout.of(file("a.csv", content), SETTINGS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "zst"})
    void compressedFileCutInTheMiddle_givesTheRowsBefore(String kind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = kind.equals("gz") ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
            for (int i = 0; i < 200_000; i++) {
                out.write(("{\"text\":\"row " + Integer.toHexString(i * 0x9E3779B9) + "\"}\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] whole = bytes.toByteArray();
        DataFile sound = file("sound.jsonl." + kind, whole);
        DataFile cut = file("cut.jsonl." + kind, Arrays.copyOf(whole, whole.length / 2));

        assertThat(Reading.of(sound, SETTINGS).records()).hasSize(200_000);
        Reading reading = Reading.of(cut, SETTINGS);

        assertThat(reading.records()).hasSizeBetween(1000, 199_999);
        assertThat(reading.malformed()).hasSize(1);
        assertThat(reading.malformed().getFirst().reason()).contains("cut off or damaged");
    }

    @Test
    void plainFileCutInTheMiddle_losesTheLastRowOnly() throws IOException {
        Reading reading = Reading.of(file("a.jsonl", GOOD + "\n" + GOOD + "\n{\"text\":\"go"), SETTINGS);

        assertThat(reading.records()).hasSize(2);
        assertThat(reading.malformed().getFirst().reason()).contains("ends in the middle");
    }

    @Test
    void folder_isNoFile() {
        assertThatThrownBy(() -> DataFile.of(folder))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("not a file");
    }

    @Test
    void changedFile_isNoticed() throws IOException {
        DataFile file = file("a.jsonl", GOOD);
        assertThat(file.unchanged()).isTrue();

        Files.writeString(file.path(), GOOD.replace('g', 'f'));
        Files.setLastModifiedTime(file.path(), java.nio.file.attribute.FileTime.from(file.modified()));
        assertThat(file.unchanged()).as("same size and time, other content").isFalse();

        Files.writeString(file.path(), GOOD);
        Files.setLastModifiedTime(
                file.path(), java.nio.file.attribute.FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(file.unchanged()).as("same content, other time").isFalse();

        Files.delete(file.path());
        assertThat(file.unchanged()).isFalse();
    }

    @Test
    void anyStopAndStart_readsEachRowOnce() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            lines.append(i % 7 == 0 ? "\n" : i % 11 == 0 ? "bad\n" : "{\"text\":\"row number " + i + "\"}\r\n");
        }
        byte[] content = lines.toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(content);
        }
        List<DataFile> files = List.of(file("a.jsonl", content), file("a.jsonl.gz", compressed.toByteArray()));

        for (DataFile file : files) {
            Reading whole = Reading.of(file, SETTINGS);
            assertThat(whole.positions()).hasSizeGreaterThan(2);
            for (Position position : whole.positions()) {
                Reading rest = Reading.from(file, SETTINGS, position);
                assertThat(rest.records())
                        .isEqualTo(whole.records().stream()
                                .filter(each -> each.place().row() >= position.row())
                                .toList());
                assertThat(rest.malformedRows())
                        .isEqualTo(whole.malformedRows().stream()
                                .filter(each -> each >= position.row())
                                .toList());
            }
        }
    }
}
