// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A Parquet file's rows as JSON objects, one after another, through DuckDB. Single-threaded; rows are streamed,
 * and DuckDB's memory is limited.
 */
public final class ParquetRows implements AutoCloseable {
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
     * Opens a file with the columns of the native log.
     *
     * @throws StillwatchException naming the file, when it is no sound Parquet file or has none of those columns
     */
    static ParquetRows open(String name, Path file) {
        List<String> columns = new ArrayList<>(columns(name, file));
        columns.retainAll(COLUMNS);
        if (columns.isEmpty()) {
            throw new StillwatchException(
                    name + ": the Parquet file has none of the columns " + String.join(", ", COLUMNS));
        }
        return open(name, file, columns, 0);
    }

    /**
     * Opens a file.
     *
     * @param columns which to read, at least one; the others are not even looked at
     * @param skipped how many rows to leave out at the beginning
     * @throws StillwatchException naming the file, when it is no sound Parquet file
     */
    public static ParquetRows open(String name, Path file, List<String> columns, long skipped) {
        String path = EmbeddedDatabase.escaped(file);
        try {
            Connection connection = EmbeddedDatabase.open();
            try {
                // Asked first: a further query would end the streamed one.
                long total = total(connection, path);
                PreparedStatement statement = connection.prepareStatement("SELECT to_json(row)::VARCHAR FROM (SELECT "
                        + columns.stream().map(ParquetRows::quoted).collect(Collectors.joining(", "))
                        + " FROM read_parquet(?, file_row_number = true) WHERE file_row_number >= ?) AS row");
                statement.setString(1, path);
                statement.setLong(2, skipped);
                ParquetRows rows = new ParquetRows(connection, statement, statement.executeQuery(), total);
                rows.read = Math.min(skipped, total);
                return rows;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * A file's columns, in order.
     *
     * @throws StillwatchException naming the file, when it is no sound Parquet file
     */
    public static List<String> columns(String name, Path file) {
        List<String> columns = new ArrayList<>();
        try (Connection connection = EmbeddedDatabase.open();
                PreparedStatement statement = connection.prepareStatement("SELECT * FROM read_parquet(?) LIMIT 0")) {
            statement.setString(1, EmbeddedDatabase.escaped(file));
            try (ResultSet none = statement.executeQuery()) {
                for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                    columns.add(none.getMetaData().getColumnName(i));
                }
            }
            return columns;
        } catch (SQLException e) {
            throw unreadable(name, e);
        }
    }

    private static StillwatchException unreadable(String name, SQLException cause) {
        return new StillwatchException(name + ": cannot be read as Parquet; is the file whole?", cause);
    }

    private static String quoted(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
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
    public Optional<byte[]> next() throws IOException {
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
    public double progress() {
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
    public static boolean isParquet(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("PAR1");
        }
    }
}
