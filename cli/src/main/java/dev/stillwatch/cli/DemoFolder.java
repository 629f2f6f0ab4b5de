// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a demo keeps everything while it runs. A mark in it says whose it is, so that the next demo can take away what a
 * killed one left behind.
 *
 * @param path where it is; only its owner may look inside
 */
record DemoFolder(Path path) implements AutoCloseable {
    private static final String PREFIX = "stillwatch-demo-";
    private static final String MARK = "process";
    /** Between its making and its mark a folder is nobody's. */
    private static final Duration UNMARKED = Duration.ofMinutes(1);

    private static final int TRIES = 20;

    /**
     * Makes one, and removes those of demos that are no longer there.
     *
     * @throws StillwatchException when there is no place for it
     */
    static DemoFolder create() {
        return createIn(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    static DemoFolder createIn(Path parent) {
        try {
            Path path = Files.createTempDirectory(parent, PREFIX);
            Files.writeString(path.resolve(MARK), mark(ProcessHandle.current()));
            removeAbandoned(parent, path);
            return new DemoFolder(path);
        } catch (IOException e) {
            throw new StillwatchException(
                    "no temporary folder can be made; free space, or name another place with"
                            + " STILLWATCH_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER",
                    e);
        }
    }

    /** A process and when it began: numbers of processes are given again. */
    private static String mark(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toString).orElse("-");
    }

    private static void removeAbandoned(Path parent, Path own) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : others) {
                if (!other.equals(own) && abandoned(own, other)) {
                    remove(other);
                }
            }
        }
    }

    private static boolean abandoned(Path own, Path other) {
        try {
            if (!Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
                return false;
            }
            Path mark = other.resolve(MARK);
            if (!Files.exists(mark)) {
                return Files.getLastModifiedTime(other)
                        .toInstant()
                        .isBefore(Instant.now().minus(UNMARKED));
            }
            String said = Files.readString(mark);
            return ProcessHandle.of(Long.parseLong(said.split(" ", -1)[0]))
                    .filter(process -> mark(process).equals(said))
                    .isEmpty();
        } catch (IOException | NumberFormatException e) {
            // Somebody else's, or being removed just now.
            return false;
        }
    }

    /** Removes it with all that is inside, also while something is still written there; whether nothing is left. */
    boolean remove() {
        return remove(path);
    }

    private static boolean remove(Path folder) {
        for (int tries = 0; tries < TRIES && Files.exists(folder, LinkOption.NOFOLLOW_LINKS); tries++) {
            try (Stream<Path> all = Files.walk(folder)) {
                List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
                for (Path each : inside) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException | UncheckedIOException e) {
                // Something was written meanwhile, or is another's: tried again, and given up in the end.
            }
        }
        return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() {
        if (!remove()) {
            throw new StillwatchException("the temporary folder " + path + " cannot be removed; remove it by hand");
        }
    }
}
