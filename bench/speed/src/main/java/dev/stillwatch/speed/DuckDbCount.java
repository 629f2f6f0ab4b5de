// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.speed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * Counts the exchanges of each account with DuckDB, and prints the seconds that the query alone took.
 *
 * <p>DuckDB is told the one column it needs, so that it neither guesses types nor reads others.
 */
final class DuckDbCount {
    private DuckDbCount() {}

    /** Arguments: a log of JSON lines, and how many threads DuckDB may use. */
    public static void main(String[] arguments) throws SQLException {
        String query = "SELECT count(*), sum(n) FROM (SELECT account, count(*) AS n FROM read_json('"
                + arguments[0].replace("'", "''")
                + "', format = 'newline_delimited', columns = {account: 'VARCHAR'}) GROUP BY account)";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + Integer.parseInt(arguments[1]));
            long began = System.nanoTime();
            try (ResultSet counted = statement.executeQuery(query)) {
                counted.next();
                System.out.println(counted.getLong(1) + " accounts, " + counted.getLong(2) + " exchanges");
            }
            System.out.printf(Locale.ROOT, "%.3f%n", (System.nanoTime() - began) / 1e9);
        }
    }
}
