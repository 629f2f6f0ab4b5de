// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that changes while it is looked at, as a log does beside its writer. */
class FolderStorageTest {
    @TempDir
    private Path folder;

    private final List<String> found = new ArrayList<>();

    @Test
    void eachFile_othersAreRemovedMeanwhile_tellsTheRest() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : List.of("000.p/1", "000.p/2", "001.p/1", "001.p/2")) {
            Path file = folder.resolve("tile/0").resolve(name);
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, "x"));
        }

        try (FolderStorage storage = new FolderStorage(folder)) {
            storage.eachFile("tile", name -> {
                found.add(name);
                files.stream().filter(file -> !file.endsWith(name)).forEach(FolderStorageTest::remove);
            });
        }

        assertThat(found).hasSize(1);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
            if (Files.isDirectory(file.getParent()) && isEmpty(file.getParent())) {
                Files.delete(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void eachFile_noSuchFolder_tellsNone() throws IOException {
        try (FolderStorage storage = new FolderStorage(folder)) {
            storage.eachFile("nowhere", found::add);
        }
        assertThat(found).isEmpty();
    }
}
