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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanedCopyTest {
    private static final CleaningRule ALL = new CleaningRule(0.8, Set.of());

    @TempDir
    private Path folder;

    private long clean(CleaningRule rule, Path target, Path... files) {
        List<DataFile> found = Stream.of(files).map(DataFile::of).toList();
        try {
            new Audit(found, DataSets.plan(1), folder.resolve("out"), DataSets.SILENT).run();
            return CleanedCopy.write(found, ReadingSettings.DEFAULTS, folder.resolve("out"), rule, target);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            Audit.forget(folder.resolve("out"));
        }
    }

    @Test
    void lines_thatStay_areByteIdentical() throws IOException {
        String kept1 = "\uFEFF  {\"prompt\":\"a\",\"response\":\"b\", \"odd\" : 1e5 }\r\n\r\n";
        String dropped = "{\"prompt\":\"a\",\"response\":\"As an AI, I know\"}\r\n";
        String kept2 = "not json at all\n{\"prompt\":\"c\",\"response\":\"d\"}";
        Path file = Files.writeString(
                folder.resolve("a.jsonl"), kept1 + dropped + dropped + kept2 + "\n" + dropped.strip());
        Path target = folder.resolve("clean/b.jsonl");

        assertThat(clean(ALL, target, file)).isEqualTo(3);

        assertThat(Files.readString(target)).isEqualTo(kept1 + kept2 + "\n");
    }

    @Test
    void families_thatAreNotListed_stay() throws IOException {
        String openai = "{\"text\":\"x\",\"model\":\"gpt-4\"}\n";
        String google = "{\"text\":\"y\",\"model\":\"gemini-pro\"}\n";
        String phrase = "{\"text\":\"as an ai language model\"}\n";
        Path file = Files.writeString(folder.resolve("a.jsonl"), openai + google + phrase);

        clean(new CleaningRule(0.5, Set.of("openai")), folder.resolve("b.jsonl"), file);
        assertThat(folder.resolve("b.jsonl")).hasContent(google + phrase);

        clean(new CleaningRule(0.95, Set.of()), folder.resolve("c.jsonl"), file);
        assertThat(folder.resolve("c.jsonl")).hasContent(phrase);
    }

    @Test
    void csv_withQuotedLineBreaks_keepsItsRows() throws IOException {
        String header = "prompt;response\r\n";
        String kept = "\"a;\r\nb\";\"c \"\"d\"\"\"\r\n";
        String dropped = "x;\"as an ai language model\n\"\r\n";
        Path file = Files.writeString(folder.resolve("a.csv"), header + kept + dropped + kept);

        assertThat(clean(ALL, folder.resolve("b.csv"), file)).isEqualTo(1);

        assertThat(Files.readString(folder.resolve("b.csv"))).isEqualTo(header + kept + kept);
    }

    @Test
    void array_staysAnArray_andElementsKeepTheirBytes() throws IOException {
        String kept = "{\n  \"instruction\" : \"a\",  \"output\":\"b\"}";
        String dropped = "{\"instruction\":\"a\",\"output\":\"as an ai language model\"}";
        Path file = Files.writeString(
                folder.resolve("a.json"), "[" + dropped + ",\n" + kept + " , " + kept + "," + dropped + "]");

        assertThat(clean(ALL, folder.resolve("b.json"), file)).isEqualTo(2);

        assertThat(Files.readString(folder.resolve("b.json"))).isEqualTo("[\n" + kept + ",\n" + kept + "\n]\n");
    }

    @Test
    void compressedByItsName() throws IOException {
        Path file = DataSets.mixed(folder.resolve("a.jsonl"), 3000, 10, 8);

        clean(ALL, folder.resolve("b.jsonl"), file);
        clean(ALL, folder.resolve("b.jsonl.gz"), file);

        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("b.jsonl.gz")))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(folder.resolve("b.jsonl")));
        }
        assertThat(DataSets.audit(DataSets.plan(1), folder.resolve("again"), folder.resolve("b.jsonl"))
                        .found())
                .isEmpty();
    }

    @Test
    void parquet_keepsColumnsValuesAndOrder() throws SQLException {
        Path file = folder.resolve("it's.parquet");
        Path target = folder.resolve("clean.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT i AS id, CASE WHEN i % 10 = 3 THEN 'as an ai language model' ELSE 'r' || i END"
                            + " AS text, [1, i] AS list FROM range(20000) t(i)) TO '"
                            + file.toString().replace("'", "''") + "' (FORMAT parquet)");

            assertThat(clean(ALL, target, file)).isEqualTo(2000);

            try (ResultSet rows =
                    statement.executeQuery("SELECT id, text, list[2] FROM read_parquet('" + target + "')")) {
                for (int i = 0; i < 20_000; i++) {
                    if (i % 10 != 3) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getInt(1)).isEqualTo(i);
                        assertThat(rows.getString(2)).isEqualTo("r" + i);
                        assertThat(rows.getInt(3)).isEqualTo(i);
                    }
                }
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void severalFiles_goIntoAFolder_andTheOriginalIsNeverReplaced() throws IOException {
        Path one = DataSets.mixed(folder.resolve("a.jsonl"), 100, 10, 8);
        Path two = DataSets.mixed(folder.resolve("b.jsonl"), 100, 10, 9);
        Path three = DataSets.mixed(Files.createDirectories(folder.resolve("x")).resolve("a.jsonl"), 100, 10, 9);

        clean(ALL, folder.resolve("clean"), one, two);
        assertThat(folder.resolve("clean/a.jsonl")).exists();
        assertThat(folder.resolve("clean/b.jsonl")).exists();
        assertThatThrownBy(() -> clean(ALL, folder.resolve("clean"), one, three))
                .hasMessageContaining("two files have the same name");
        assertThatThrownBy(() -> clean(ALL, one, one))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("would replace what it is made of");
    }
}
