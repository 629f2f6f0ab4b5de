// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetTest {
    private static final String EXPECTED = """
            {"id":"x1","time":"2026-11-01T00:00:03.123Z","account":"a17","org":"o3","model":"m","request":{"messages":[{"role":"user","content":"Why?"}],"temperature":0.5},"response":{"content":"So."},"usage":{"input_tokens":31},"client":{"asn":64500},"billing":{"created":"2026-10-29T10:00:00Z"},"status":200,"latency_ms":2.5}""";
    private static final String STRUCTS = """
            {'messages': [{'role': 'user', 'content': 'Why?'}], 'temperature': 0.5} AS request,
            {'content': 'So.', 'finish_reason': NULL::VARCHAR} AS response, {'input_tokens': 31} AS usage,
            {'asn': 64500, 'ip': NULL::VARCHAR} AS client, {'created': TIMESTAMP '2026-10-29 10:00:00'} AS billing,""";
    private static final String STRINGS = """
            '{"messages":[{"role":"user","content":"Why?"}],"temperature":0.5}' AS request, '{"content":"So."}' AS response,
            '{"input_tokens":31}' AS usage, '{"asn":64500}' AS client, '{"created":"2026-10-29T10:00:00Z"}' AS billing,""";

    @TempDir
    Path folder;

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

    private static String row(String time, String members) {
        return "SELECT 'x1' AS id, " + time + " AS time, 'a17' AS account, 'o3' AS org, 'm' AS model, " + members
                + " 200 AS status, 2.5 AS latency_ms, 'x' AS unknown";
    }

    private static Reading read(Path file) {
        return Reading.of(new FileInput(file.getFileName().toString(), file), IngestSettings.DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIMESTAMP '2026-11-01 00:00:03.123'",
                "TIMESTAMPTZ '2026-11-01 01:00:03.123+01'",
                "TIMESTAMP_NS '2026-11-01 00:00:03.123'",
                "1793491203123::BIGINT",
                "'2026-11-01T00:00:03.123Z'"
            })
    void open_timeOfAnyType_isTheSameInstant(String time) {
        Reading reading = read(parquet("log.parquet", row(time, STRUCTS)));

        assertThat(reading.exchanges()).containsExactly(Reading.exchange(EXPECTED));
    }

    @Test
    void open_membersAsJsonStrings_readTheSame() {
        Reading reading = read(parquet("log.parquet", row("1793491203123::BIGINT", STRINGS)));

        assertThat(reading.exchanges()).containsExactly(Reading.exchange(EXPECTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"o'clock.parquet", "a*b.parquet", "a[1]?.parquet", "; DROP.parquet", "no-ending"})
    void open_oddFileName_readsThatFileOnly(String name) {
        parquet("a1b.parquet", row("1::BIGINT", STRUCTS));
        parquet("a1x.parquet", row("1::BIGINT", STRUCTS));

        Reading reading = read(parquet(name, row("1793491203123::BIGINT", STRUCTS)));

        assertThat(reading.outcomes()).hasSize(1);
        assertThat(reading.exchanges()).hasSize(1);
    }

    @Test
    void open_manyRows_comeInOrderWithBadOnesReported() {
        Path file = parquet(
                "log.parquet",
                "SELECT 1793491203123 + i AS time, CASE WHEN i = 7 THEN NULL ELSE 'a' || i END AS account,"
                        + " {'prompt': repeat('x', 100)} AS request FROM range(20000) t(i)");

        Reading reading = read(file);

        assertThat(reading.records())
                .isEqualTo(
                        IntStream.rangeClosed(1, 20_000).mapToObj(Long::valueOf).toList());
        assertThat(reading.malformed()).singleElement().asString().contains("`account`");
        assertThat(reading.locations().get(7)).isEqualTo(new Location("log.parquet", 8));
        assertThat(reading.exchanges().getLast().account()).isEqualTo("a19999");
        assertThat(reading.exchanges()).extracting(Exchange::account).startsWith("a0", "a1");
    }

    @Test
    void bytesRead_whileReading_growsToTheSize() throws IOException {
        Path file = parquet(
                "log.parquet",
                "SELECT 1793491203123 AS time, 'a' AS account, {'prompt': repeat('x', 1000)} AS request FROM range(2000)");
        try (RecordBatches batches = new FileInput("log", file).open(IngestSettings.DEFAULTS)) {
            batches.next();
            assertThat(batches.bytesRead()).isPositive().isLessThan(Files.size(file));
            while (batches.next().isPresent()) {
                assertThat(batches.bytesRead()).isPositive();
            }
            assertThat(batches.bytesRead()).isEqualTo(Files.size(file));
        }
    }

    @Test
    void open_cutOffOrForeignFile_namesIt() throws IOException {
        Path whole = parquet("log.parquet", row("1::BIGINT", STRUCTS));
        Path cut = folder.resolve("cut.parquet");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(whole), 300));
        Path foreign = parquet("foreign.parquet", "SELECT 1 AS x");

        assertThatThrownBy(() -> read(cut))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("cut.parquet");
        assertThatThrownBy(() -> read(foreign))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("foreign.parquet")
                .hasMessageContaining("account");
    }
}
