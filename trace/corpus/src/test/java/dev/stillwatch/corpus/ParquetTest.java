// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTest {
    @TempDir
    private Path folder;

    private Path parquet(String name, String query) {
        Path file = folder.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet)");
            return file;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void messages_asListOfStructs_areRead() {
        Path file = parquet("odd '[name]*.parquet", """
            SELECT 7 AS id, [{'role': 'user', 'content': 'Why?'}, {'role': 'assistant', 'content': 'So.'}] AS messages,
            'gpt-4' AS model, 'web' AS origin
            """);

        Reading reading = Reading.of(DataFile.of(file), ReadingSettings.DEFAULTS.withSourceField("origin"));

        assertThat(reading.prompts()).containsExactly("Why?");
        assertThat(reading.responses()).containsExactly("So.");
        assertThat(reading.records().getFirst().claims()).containsExactly(new Claim("model", "gpt-4"));
        assertThat(reading.records().getFirst().source()).isEqualTo(Optional.of("web"));
        assertThat(reading.records().getFirst().span()).isEmpty();
    }

    @Test
    void anyStopAndStart_readsEachRowOnce() {
        DataFile file = DataFile.of(parquet(
                "a.parquet",
                "SELECT CASE WHEN i % 100 = 3 THEN NULL ELSE 'row number ' || i END AS text FROM range(50000) t(i)"));

        Reading whole = Reading.of(file, ReadingSettings.DEFAULTS);

        assertThat(whole.records()).hasSize(49_500);
        assertThat(whole.records().get(3).place().row()).isEqualTo(5);
        assertThat(whole.malformedRows()).hasSize(500).startsWith(4L, 104L);
        assertThat(whole.positions()).hasSizeGreaterThan(2);
        for (Position position :
                List.of(whole.positions().getFirst(), whole.positions().getLast())) {
            assertThat(Reading.from(file, ReadingSettings.DEFAULTS, position).records())
                    .isEqualTo(whole.records().stream()
                            .filter(each -> each.place().row() >= position.row())
                            .toList());
        }
    }

    @Test
    void cutFile_isNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(parquet("whole.parquet", "SELECT 'a' AS text FROM range(1000)"));
        DataFile cut = DataFile.of(Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length - 20)));

        assertThatThrownBy(() -> FileLayout.of(cut, ReadingSettings.DEFAULTS))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("cut.parquet: cannot be read as Parquet");
    }
}
