// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of a journal: its segment files by number, and the lock that keeps two processes apart. */
final class JournalFolder implements AutoCloseable {
    private static final Pattern SEGMENT = Pattern.compile("digests-([0-9]{12})\\.journal");

    private final Path path;
    private final FileChannel lock;

    private JournalFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Opens a folder for this process alone; creates it, readable by its owner only, where it does not exist. */
    static JournalFolder open(Path path) {
        try {
            OwnerOnly.createFolder(path);
            FileChannel lock =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw new StillwatchException("the journal in " + path
                        + " is in use by another process; stop it, or name another folder for this one");
            }
            return new JournalFolder(path, lock);
        } catch (IOException e) {
            throw new StillwatchException("cannot open the journal in " + path + ": " + Causes.of(e), e);
        }
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    Path segment(long number) {
        return path.resolve(String.format(Locale.ROOT, "digests-%012d.journal", number));
    }

    /** All segment files by number. */
    NavigableMap<Long, Path> segments() throws IOException {
        NavigableMap<Long, Path> segments = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            files.forEach(file -> {
                Matcher name = SEGMENT.matcher(file.getFileName().toString());
                if (name.matches()) {
                    segments.put(Long.parseLong(name.group(1)), file);
                }
            });
        }
        return segments;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
