// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is gone when it is closed, or when the process ends before that. Not thread-safe.
 *
 * @param path where it is
 */
record TemporaryFolder(Path path) implements AutoCloseable {

    /**
     * Makes one.
     *
     * @throws StillwatchException when there is no place for it
     */
    static TemporaryFolder create() {
        try {
            TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory("stillwatch-"));
            Runtime.getRuntime().addShutdownHook(new Thread(folder::close));
            return folder;
        } catch (IOException e) {
            throw new StillwatchException(
                    "no temporary folder can be made; free space, or name another place with"
                            + " STILLWATCH_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER",
                    e);
        }
    }

    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : inside) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new StillwatchException("the temporary folder " + path + " cannot be removed; remove it by hand", e);
        }
    }
}
