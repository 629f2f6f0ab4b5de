// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables are created once, brought up to date whole or not at all, and never taken back. */
class SchemaTest {
    private static final String FIRST = "CREATE TABLE thing (name TEXT NOT NULL);\nINSERT INTO thing VALUES ('old')";
    private static final String SECOND = "ALTER TABLE thing ADD COLUMN size BIGINT;\nUPDATE thing SET size = 3";
    private static final String BROKEN = "CREATE TABLE other (name TEXT);\nINSERT INTO nowhere VALUES (1)";

    @TempDir
    private Path folder;

    private String postgres = "";

    @BeforeEach
    void newDatabase() throws SQLException {
        postgres = LocalPostgres.newDatabase();
    }

    private Database open(String kind, String... scripts) {
        StoreAddress address = kind.equals("postgresql")
                ? StoreAddress.parse(postgres)
                : new StoreAddress.Sqlite(folder.resolve("s.db"), OptionalLong.empty());
        return Database.open(address, new Schema(List.of(scripts)));
    }

    private static List<String> things(Database database, String column) {
        return database.read(handle -> handle.createQuery("SELECT " + column + " FROM thing")
                .mapTo(String.class)
                .list());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void open_olderStore_isBroughtUpToDateWithItsRows(String kind) {
        open(kind, FIRST).close();

        try (Database newer = open(kind, FIRST, SECOND)) {
            assertThat(things(newer, "name")).containsExactly("old");
            assertThat(things(newer, "size")).containsExactly("3");
        }
        assertThatThrownBy(() -> open(kind, FIRST))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("newer Stillwatch (schema 2, this one knows up to 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void open_changeFailsHalfway_leavesTheOlderStoreAsItWas(String kind) {
        open(kind, FIRST).close();

        assertThatThrownBy(() -> open(kind, FIRST, BROKEN)).isInstanceOf(StillwatchException.class);

        try (Database database = open(kind, FIRST)) {
            assertThat(things(database, "name")).containsExactly("old");
        }
        try (Database database = open(kind, FIRST, "CREATE TABLE other (name TEXT)")) {
            assertThat(things(database, "name")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void open_manyAtOnce_createTheTablesOnce(String kind) throws Exception {
        List<Future<List<String>>> opened = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                opened.add(threads.submit(() -> {
                    try (Database database = open(kind, FIRST, SECOND)) {
                        return things(database, "size");
                    }
                }));
            }
            for (Future<List<String>> one : opened) {
                assertThat(one.get()).containsExactly("3");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void open_storeFromBeforeTheQueue_countsMembersAndSaysWhatWaits(String kind) {
        try (Database older = open(kind, Schema.script("schema-1.sql"), Schema.script("schema-2.sql"))) {
            older.change((handle, revision) -> {
                for (String state : List.of("NEW", "CLOSED")) {
                    handle.execute(
                            "INSERT INTO cases (id, revision, state, opened, updated, verdict, score, exchanges)"
                                    + " VALUES (?, 1, ?, 7000, 8000, 'DISTILLATION', 4.5, 10)",
                            "C-" + state,
                            state);
                    handle.execute("INSERT INTO case_account (case_id, account, joined_at, left_at)" + " VALUES ('C-"
                            + state + "', 'one', 1, NULL), ('C-" + state + "', 'two', 1, 5)");
                }
                return revision;
            });
        }
        StoreAddress address = kind.equals("postgresql")
                ? StoreAddress.parse(postgres)
                : new StoreAddress.Sqlite(folder.resolve("s.db"), OptionalLong.empty());
        try (CaseStore store = JdbcCaseStore.over(Database.open(address, Schema.CURRENT), AuditSink.NONE)) {
            List<QueueEntry> entries = store.queue(
                            CaseQuery.ALL.by(CaseQuery.Order.PRIORITY),
                            new QueuePriority(Instant.ofEpochMilli(9000), Duration.ofDays(1)))
                    .entries();
            assertThat(entries).extracting(entry -> entry.summary().accounts()).containsExactly(1L, 1L);
            assertThat(entries)
                    .extracting(QueueEntry::waitingSince)
                    .containsExactly(Optional.of(Instant.ofEpochMilli(7000)), Optional.empty());
        }
    }
}
