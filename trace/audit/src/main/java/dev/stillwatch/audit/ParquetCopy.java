// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.ingest.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Copies a Parquet file without some of its rows: columns, values and order stay. */
final class ParquetCopy {
    private static final int INSERTED_TOGETHER = 10_000;

    private ParquetCopy() {}

    static long write(DataFile file, LeftOut rows, Path target) throws IOException {
        try (Connection connection = EmbeddedDatabase.open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE left_out (number BIGINT)");
            long count = 0;
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO left_out VALUES (?)")) {
                for (Optional<LeftOut.Row> row = rows.next(file.name());
                        row.isPresent();
                        row = rows.next(file.name())) {
                    insert.setLong(1, row.get().row());
                    insert.addBatch();
                    if (++count % INSERTED_TOGETHER == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            statement.execute("COPY (SELECT * EXCLUDE (file_row_number) FROM read_parquet("
                    + quoted(EmbeddedDatabase.escaped(file.path()))
                    + ", file_row_number = true) WHERE file_row_number + 1 NOT IN (SELECT number FROM left_out)) TO "
                    + quoted(target.toString()) + " (FORMAT parquet)");
            return count;
        } catch (SQLException e) {
            throw new IOException("the Parquet file cannot be copied", e);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
