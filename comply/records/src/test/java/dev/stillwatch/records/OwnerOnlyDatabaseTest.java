// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyDatabaseTest {
    private static final List<String> TABLES = List.of("CREATE TABLE word (text TEXT NOT NULL)");
    private static final String CANARY = "zqcanary7731";

    @TempDir
    private Path folder;

    private OwnerOnlyDatabase open() {
        return OwnerOnlyDatabase.open(folder.resolve("new").resolve("words.db"), "store of words", TABLES);
    }

    @Test
    void open_twice_keepsWhatIsThereForItsOwnerOnly() throws IOException {
        open().with(handle -> handle.execute("INSERT INTO word (text) VALUES (?)", "one"));
        assertThat(open().<List<String>>with(handle -> handle.createQuery("SELECT text FROM word")
                        .mapTo(String.class)
                        .list()))
                .containsExactly("one");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("new").resolve("words.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void with_failingHalfway_doesNothingOfItAndQuotesNothing() {
        OwnerOnlyDatabase database = open();
        assertThatThrownBy(() -> database.with(handle -> {
                    handle.execute("INSERT INTO word (text) VALUES (?)", CANARY);
                    return handle.execute("INSERT INTO nothing (text) VALUES (?)", CANARY);
                }))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("store of words")
                .hasMessageNotContaining(CANARY)
                .hasNoCause();
        assertThat(database.<List<String>>with(handle -> handle.createQuery("SELECT text FROM word")
                        .mapTo(String.class)
                        .list()))
                .isEmpty();
    }

    @Test
    void open_fileOfALaterRelease_isLeftAlone() {
        open().with(handle -> handle.execute("PRAGMA user_version = 2"));
        assertThatThrownBy(this::open).hasMessageContaining("a newer Stillwatch wrote this store of words");
    }

    @Test
    void erase_afterTheWriteLogIsEmptied_leavesNothingInAnyFile() throws IOException {
        OwnerOnlyDatabase database = open();
        database.with(handle -> handle.execute("INSERT INTO word (text) VALUES (?)", CANARY));
        database.with(handle -> handle.execute("DELETE FROM word"));
        database.emptyWriteLog();
        try (var files = Files.list(folder.resolve("new"))) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(CANARY);
            }
        }
    }
}
