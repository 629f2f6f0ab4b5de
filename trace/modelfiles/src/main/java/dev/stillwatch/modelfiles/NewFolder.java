// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder that appears under its name only once it is whole. Until then it lies beside it, named as unfinished. */
final class NewFolder {
    private final Path wanted;
    private final Path path;
    private boolean finished;

    private NewFolder(Path wanted, Path path) {
        this.wanted = wanted;
        this.path = path;
    }

    static NewFolder beside(Path into, Optional<Path> original) {
        Path wanted = into.toAbsolutePath().normalize();
        String shown = Malformed.shown(into.toString());
        try {
            if (wanted.getParent() == null || (Files.exists(wanted) && !isEmptyFolder(wanted))) {
                throw new StillwatchException(shown + " is not empty: name a folder that does not exist yet.");
            }
            if (original.isPresent()
                    && existing(wanted).toRealPath().startsWith(original.get().toRealPath())) {
                throw new StillwatchException(shown + " lies in the original: name a folder outside of it.");
            }
            Files.createDirectories(wanted.getParent());
            Path parent = wanted.getParent().toRealPath();
            Path path = parent.resolve(wanted.getFileName() + ".unfinished-"
                    + ProcessHandle.current().pid());
            for (int n = 2; Files.exists(path); n++) {
                path = parent.resolve(wanted.getFileName() + ".unfinished-"
                        + ProcessHandle.current().pid() + "-" + n);
            }
            return new NewFolder(wanted, Files.createDirectory(path));
        } catch (IOException e) {
            throw new StillwatchException("Cannot make " + shown + ": check its disk and permissions.", e);
        }
    }

    Path path() {
        return path;
    }

    void checkSpace(long bytes) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < bytes) {
            throw new StillwatchException("The disk of " + Malformed.shown(wanted.toString()) + " has " + (free >> 20)
                    + " MiB left, the copy takes " + (bytes >> 20) + " MiB: free some, or name another disk.");
        }
    }

    void finish() throws IOException {
        Files.deleteIfExists(wanted);
        Files.move(path, wanted, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
    }

    void discardUnlessFinished() {
        if (finished) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new StillwatchException(
                    Malformed.shown(path.toString()) + " is unfinished and cannot be removed: delete it.", e);
        }
    }

    /** The path or the nearest above it that exists. */
    private static Path existing(Path path) {
        Path at = path;
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
