// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A Parquet file's rows as native JSON records, one after another, through DuckDB. Single-threaded; rows are streamed,
 * and DuckDB's memory is limited.
 */
final class ParquetRows implements AutoCloseable {
    /** The native log's members; other columns are not even read. */
    private static final List<String> COLUMNS = List.of(
            "id",
            "time",
            "account",
            "org",
            "api",
            "model",
            "request",
            "response",
            "usage",
            "client",
            "billing",
            "status",
            "latency_ms");

    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final long total;
    private long read;

    private ParquetRows(Connection connection, PreparedStatement statement, ResultSet rows, long total) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        this.total = total;
    }

    /**
     * Opens a file. DuckDB takes the name for a pattern, so what is special in patterns is escaped.
     *
     * @throws StillwatchException naming the file, when it is no sound Parquet file or has no column of the native log
     */
    static ParquetRows open(String name, Path file) {
        String path = file.toAbsolutePath().toString().replaceAll("([*?\\[])", "[$1]");
        try {
            Connection connection = connect();
            try {
                List<String> columns = columns(connection, path);
                if (columns.isEmpty()) {
                    throw new StillwatchException(
                            name + ": the Parquet file has none of the columns " + String.join(", ", COLUMNS));
                }
                // Asked first: a further query would end the streamed one.
                long total = total(connection, path);
                PreparedStatement statement = connection.prepareStatement("SELECT to_json(row)::VARCHAR FROM (SELECT "
                        + columns.stream().map(ParquetRows::quoted).collect(Collectors.joining(", "))
                        + " FROM read_parquet(?)) AS row");
                statement.setString(1, path);
                return new ParquetRows(connection, statement, statement.executeQuery(), total);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StillwatchException(name + ": cannot be read as Parquet; is the file whole?", e);
        }
    }

    private static Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
        try (Statement settings = connection.createStatement()) {
            settings.execute("SET memory_limit = '1GB'");
            settings.execute("SET threads = 1");
            settings.execute("SET temp_directory = ''");
            settings.execute("SET autoinstall_known_extensions = false");
            settings.execute("SET autoload_known_extensions = false");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static List<String> columns(Connection connection, String path) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM read_parquet(?) LIMIT 0")) {
            statement.setString(1, path);
            try (ResultSet none = statement.executeQuery()) {
                for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                    columns.add(none.getMetaData().getColumnName(i));
                }
            }
        }
        columns.retainAll(COLUMNS);
        return columns;
    }

    private static String quoted(String column) {
        return '"' + column + '"';
    }

    private static long total(Connection connection, String path) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT num_rows FROM parquet_file_metadata(?)")) {
            statement.setString(1, path);
            try (ResultSet metadata = statement.executeQuery()) {
                return metadata.next() ? metadata.getLong(1) : 0;
            }
        }
    }

    /**
     * The next row as JSON, or empty after the last.
     *
     * @throws IOException when the file is damaged, or a row too large for the memory allowed
     */
    Optional<byte[]> next() throws IOException {
        try {
            if (!rows.next()) {
                if (read < total) {
                    throw new IOException("ended after " + read + " of " + total + " rows");
                }
                return Optional.empty();
            }
            read++;
            return Optional.of(rows.getString(1).getBytes(StandardCharsets.UTF_8));
        } catch (SQLException e) {
            throw new IOException("row " + (read + 1), e);
        }
    }

    /** Share of the rows that were read, 0 to 1. */
    double progress() {
        return total == 0 ? 1 : Math.min(1, (double) read / total);
    }

    @Override
    public void close() throws IOException {
        try (connection;
                statement;
                rows) {
            read = total;
        } catch (SQLException e) {
            throw new IOException("cannot be closed", e);
        }
    }

    /** Whether a file begins as Parquet files do. */
    static boolean isParquet(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("PAR1");
        }
    }
}
