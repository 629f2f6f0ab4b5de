// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The tables and how they come about: one script for each version, run in order, within the transaction that found them
 * missing, so that two processes that start at once do not both run them.
 */
final class Schema {
    /** What this program writes. */
    static final Schema CURRENT = new Schema(
            List.of(script("schema-1.sql"), script("schema-2.sql"), script("schema-3.sql"), script("schema-4.sql")));

    private final List<String> scripts;

    /**
     * @param scripts what each version changes, from version 1; statements end with a semicolon at the end of a line
     */
    Schema(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /** The newest version this knows. */
    int version() {
        return scripts.size();
    }

    /**
     * Creates the tables, or brings them up to date; one read when they are.
     *
     * @throws StillwatchException if a newer program wrote them
     */
    void bringUpToDate(Jdbi writer, StoreAddress address) {
        if (current(writer) != version()) {
            writer.useTransaction(handle -> bringUpToDate(handle, address));
        }
    }

    private static int current(Jdbi writer) {
        try {
            return writer.withHandle(handle -> handle.createQuery("SELECT version FROM schema_version")
                    .mapTo(Integer.class)
                    .one());
        } catch (JdbiException _) {
            // No such table, most likely; any other reason comes up again at once.
            return 0;
        }
    }

    private void bringUpToDate(Handle handle, StoreAddress address) {
        if (address instanceof StoreAddress.PostgreSql) {
            // Two processes that create one table at once would get an error each, not a turn each.
            handle.createQuery("SELECT pg_advisory_xact_lock(5719248303611)")
                    .mapToMap()
                    .list();
        }
        handle.execute("CREATE TABLE IF NOT EXISTS schema_version"
                + " (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), version INTEGER NOT NULL)");
        handle.execute("INSERT INTO schema_version (only_row, version) VALUES (1, 0) ON CONFLICT DO NOTHING");
        int found = handle.createQuery("SELECT version FROM schema_version")
                .mapTo(Integer.class)
                .one();
        if (found > version()) {
            throw new StillwatchException(
                    "case store " + address.shown() + ": it was written by a newer Stillwatch (schema " + found
                            + ", this one knows up to " + version() + "); use that version, nothing was changed");
        }
        for (int version = found + 1; version <= version(); version++) {
            for (String statement : scripts.get(version - 1).split(";\\s*\n")) {
                if (!statement.isBlank()) {
                    handle.execute(statement);
                }
            }
        }
        handle.execute("UPDATE schema_version SET version = ?", version());
    }

    static String script(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
