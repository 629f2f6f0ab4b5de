// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Opens DuckDB for reading files: streamed, one thread, a gigabyte of memory, no extensions, nothing on disk. */
public final class EmbeddedDatabase {
    private EmbeddedDatabase() {}

    /** A new database in memory; close it. */
    public static Connection open() throws SQLException {
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

    /** A file's name as the database wants it, which takes names for patterns. */
    public static String escaped(Path file) {
        return file.toAbsolutePath().toString().replaceAll("([*?\\[])", "[$1]");
    }
}
