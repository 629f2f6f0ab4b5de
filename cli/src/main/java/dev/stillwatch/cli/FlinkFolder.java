// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder on this machine with checkpoints and savepoints.
 *
 * @param path absolute
 */
record FlinkFolder(Path path) {
    /** Flink writes it last, so where it stands all else is there. */
    private static final String WHOLE = "_metadata";

    private static final int DEPTH = 4;

    /**
     * The folder, made if need be.
     *
     * @throws StillwatchException if nothing can be written there
     */
    static FlinkFolder at(Path path) {
        try {
            Path folder = Files.createDirectories(path).toRealPath();
            Files.delete(Files.createTempFile(folder, "writable", null));
            return new FlinkFolder(folder);
        } catch (IOException e) {
            throw new StillwatchException(
                    "cannot write into " + path + "; give --checkpoints a folder that you may write", e);
        }
    }

    URI uri() {
        return path.toUri();
    }

    /**
     * The newest savepoint or checkpoint.
     *
     * @throws StillwatchException if there is none
     */
    String latest() {
        try (Stream<Path> all = Files.walk(path, DEPTH)) {
            return all.filter(each -> each.endsWith(WHOLE))
                    .max(Comparator.comparing(FlinkFolder::written))
                    .flatMap(each -> Optional.ofNullable(each.getParent()))
                    .orElseThrow(() -> new StillwatchException("there is no savepoint and no checkpoint in " + path
                            + "; leave out --from-savepoint to begin anew"))
                    .toUri()
                    .toString();
        } catch (IOException e) {
            throw new StillwatchException("cannot read " + path, e);
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new StillwatchException("cannot read " + file, e);
        }
    }
}
