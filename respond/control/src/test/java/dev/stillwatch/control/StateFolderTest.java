// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path parent;

    @Test
    void folder_newOrThereAlready_isItsOwnersOnly() throws IOException {
        Path fresh = parent.resolve("a/state");
        new StateFolder(fresh);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");

        Path open = Files.createDirectory(parent.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        new StateFolder(open).secret("account-secret", 32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open.resolve("account-secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void folder_whereAFileStands_isRefused() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "x");
        assertThatThrownBy(() -> new StateFolder(file.resolve("state")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("cannot be made");
    }

    @Test
    void secrets_afterARestart_areTheSame() {
        byte[] secret = new StateFolder(parent).secret("account-secret", 32);
        String key = new StateFolder(parent).logKey().secretText();
        assertThat(new StateFolder(parent).secret("account-secret", 32)).isEqualTo(secret);
        assertThat(new StateFolder(parent).logKey().secretText()).isEqualTo(key);
        assertThat(new StateFolder(parent).secret("reasoning-seal", 32)).isNotEqualTo(secret);
    }

    @Test
    void secrets_askedForByMany_areMadeOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> secrets = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                secrets.add(threads.submit(() -> new StateFolder(parent).secret("account-secret", 32)));
            }
            byte[] first = secrets.getFirst().get();
            for (Future<byte[]> secret : secrets) {
                assertThat(secret.get()).isEqualTo(first);
            }
        }
        try (Stream<Path> files = Files.list(parent)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void secret_cutOff_isRefusedAndNeverReplaced() throws IOException {
        byte[] half = new byte[16];
        Files.write(parent.resolve("account-secret"), half);
        assertThatThrownBy(() -> new StateFolder(parent).secret("account-secret", 32))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("holds 16 bytes instead of 32; restore it from a copy");
        assertThat(Files.readAllBytes(parent.resolve("account-secret"))).isEqualTo(half);
    }

    @Test
    void logKey_cutOff_isRefusedWithoutShowingIt() throws IOException {
        String key = new StateFolder(parent).logKey().secretText();
        for (int length : new int[] {0, 5, 30, key.length() - 4}) {
            String part = key.substring(0, length);
            Files.writeString(parent.resolve("evidence-log-key"), part);
            assertThatThrownBy(() -> new StateFolder(parent).logKey())
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("evidence-log-key: is no signing key; restore it from a copy")
                    .hasMessageNotContaining(key.substring(key.length() - 20));
        }
    }

    @Test
    void leftovers_ofAProcessThatDied_areNotTakenForTheSecret() throws IOException {
        Files.write(parent.resolve("account-secret123.new"), new byte[32]);
        assertThat(new StateFolder(parent).secret("account-secret", 32)).isNotEqualTo(new byte[32]);
    }
}
