// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Countermeasure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteCaseStoreTest extends CaseStoreCompatibilityKit {
    @TempDir
    private Path folder;

    @Override
    public String url() {
        return "sqlite:" + file();
    }

    private Path file() {
        return folder.resolve("state/cases.db");
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void open_newStore_isForItsOwnerAlone() throws IOException {
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(file().getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void open_newerSchema_isRefusedAndLeftAlone() throws SQLException {
        openCase();
        store.close();
        sql("UPDATE schema_version SET version = 99");

        assertThatThrownBy(() -> CaseStore.open(url(), AuditSink.NONE))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("written by a newer Stillwatch (schema 99, this one knows up to")
                .hasMessageContaining(file().toString());

        sql("UPDATE schema_version SET version = " + Schema.CURRENT.version());
        openStore();
        assertThat(store.cases(Set.of())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"this is a letter, not a database, and it is long enough to be taken for a header of one. "})
    void open_otherFile_saysSo(String content) throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), content.repeat(50));

        assertThatThrownBy(() -> CaseStore.open("sqlite:" + letter, AuditSink.NONE))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("damaged or no case store");
        assertThat(letter).hasContent(content.repeat(50));
    }

    @Test
    void open_folder_saysSo() {
        assertThatThrownBy(() -> CaseStore.open("sqlite:" + folder, AuditSink.NONE))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("cannot be opened");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql://u:hunter2@h/db", "jdbc:mysql://h/db?password=hunter2", "sqlite:", "sqlite::memory:"})
    void open_otherAddress_saysWhatToWrite(String address) {
        assertThatThrownBy(() -> CaseStore.open(address, AuditSink.NONE))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("sqlite:/path/cases.db")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void act_diskFull_saysSoAndLosesNothing() throws SQLException {
        String id = openCase();
        Action before = suspended(id);
        store.close();
        Path small = file();
        long pages;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + small);
                Statement statement = connection.createStatement()) {
            pages = statement.executeQuery("PRAGMA page_count").getLong(1);
        }
        StoreAddress almostFull = new StoreAddress.Sqlite(small, OptionalLong.of(pages + 4));
        openStore();
        try (CaseStore full = JdbcCaseStore.over(Database.open(almostFull, Schema.CURRENT), audit)) {
            assertThatThrownBy(() -> full.act(
                            Optional.of(id),
                            Set.copyOf(TestCampaign.accounts(0, 25_000)),
                            TestCampaign.suspend(Duration.ofDays(30), false),
                            "policy",
                            NOW))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("the disk is full; nothing was changed");
            assertThat(full.find(id).actions()).containsExactly(before);
            assertThat(full.undo(before, "still works", "ana", NOW).status()).isEqualTo(ActionStatus.UNDONE);
        }
        assertThat(store.activeActions(NOW)).isEmpty();
    }

    @Test
    void write_whileAnotherProcessReads_goesOn() throws SQLException {
        String id = openCase();
        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM cases").next();

            suspended(id);
        }
        assertThat(store.activeActions(NOW)).hasSize(1);
    }

    @Test
    void paths_withSpacesAndUnicode_work() {
        try (CaseStore other = CaseStore.open("sqlite:" + folder.resolve("a b/ü#%20.db"), AuditSink.NONE)) {
            other.observe(List.of(TestCampaign.of(TestCampaign.accounts(0, 10))), NOW);
            assertThat(other.cases(Set.of())).hasSize(1);
        }
        assertThat(folder.resolve("a b/ü#%20.db")).isRegularFile();
    }

    @Test
    void actions_beyondFourDigitsAYear_stayInOrder() throws SQLException {
        String id = openCase();
        suspended(id);
        sql("UPDATE counter SET value = 9998 WHERE name = 'A-2026-'");
        for (String name : List.of("one", "two")) {
            store.act(
                    Optional.of(id),
                    Set.of(name),
                    TestCampaign.decision(new Countermeasure.Observe(), Duration.ofDays(1), false),
                    "policy",
                    NOW);
        }

        assertThat(store.find(id).actions())
                .extracting(Action::id)
                .containsExactly("A-2026-0001", "A-2026-9999", "A-2026-10000");
    }

    @Test
    void handOver_afterAChange_doesNotMakeItLookFailed() {
        Database database = Database.open(StoreAddress.parse(url()), Schema.CURRENT);
        AuditOutbox outbox = new AuditOutbox(database, audit);
        database.close();

        assertThatThrownBy(outbox::deliver).isInstanceOf(StillwatchException.class);
        assertThatCode(outbox::deliverIfPossible).doesNotThrowAnyException();
    }

    @Test
    void failure_ofWaitingForAConnection_saysSo() {
        assertThat(StoreFailure.translated(new SQLTransientConnectionException("secret row"), "cases.db"))
                .hasMessageContaining("no connection to it came free")
                .hasMessageNotContaining("secret");
    }
}
