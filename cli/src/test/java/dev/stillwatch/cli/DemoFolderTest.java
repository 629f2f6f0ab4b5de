// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    private Path parent;

    private Path other(String name, String mark) throws Exception {
        Path folder = Files.createDirectory(parent.resolve("stillwatch-demo-" + name));
        Files.writeString(Files.createDirectory(folder.resolve("state")).resolve("cases.db"), "x");
        if (!mark.isEmpty()) {
            Files.writeString(folder.resolve("process"), mark);
        }
        return folder;
    }

    @Test
    void close_removesAllThatIsInside() throws Exception {
        try (DemoFolder folder = DemoFolder.createIn(parent)) {
            Files.writeString(folder.path().resolve("a"), "x");
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void create_ofAProcessThatIsGoneOrWasAnother_isRemoved() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path killed = other("killed", gone.pid() + " -");
        Path numberGivenAgain = other("again", ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z");
        Path neverMarked = other("unmarked", "");
        Files.setLastModifiedTime(neverMarked, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        try (DemoFolder folder = DemoFolder.createIn(parent)) {
            assertThat(killed).doesNotExist();
            assertThat(numberGivenAgain).doesNotExist();
            assertThat(neverMarked).doesNotExist();
            assertThat(folder.path()).isDirectory();
        }
    }

    @Test
    void create_ofARunningDemo_orSomethingElse_stays() throws Exception {
        Path beingMade = other("new", "");
        Path notOurs = Files.createDirectory(parent.resolve("something-else"));
        Path target = Files.createDirectory(parent.resolve("target"));
        Files.createSymbolicLink(parent.resolve("stillwatch-demo-link"), target);
        try (DemoFolder running = DemoFolder.createIn(parent);
                DemoFolder next = DemoFolder.createIn(parent)) {
            assertThat(next.path()).isNotEqualTo(running.path());
            assertThat(running.path()).isDirectory();
            assertThat(beingMade).isDirectory();
            assertThat(notOurs).isDirectory();
            assertThat(target).isDirectory();
        }
    }
}
