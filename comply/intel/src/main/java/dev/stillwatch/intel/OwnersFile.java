// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Files that only their owner may read, and that appear under their name only when they are whole and on disk. Of two
 * processes that write one, one wins. Thread-safe.
 */
public final class OwnersFile {
    private OwnersFile() {}

    /**
     * Writes a file; one that is there is replaced at once, and stays as it was if this fails.
     *
     * @throws StillwatchException if it cannot be written
     */
    public static void write(Path file, byte[] bytes) {
        staged(file, bytes, (whole, wanted) -> Files.move(whole, wanted, StandardCopyOption.ATOMIC_MOVE));
    }

    /**
     * Writes a file that is not there yet.
     *
     * @throws StillwatchException if it is there, or cannot be written
     */
    public static void writeNew(Path file, byte[] bytes) {
        staged(file, bytes, (whole, wanted) -> {
            Files.createLink(wanted, whole);
            Files.delete(whole);
        });
    }

    /** Gives a whole file its name. */
    interface Naming {
        void name(Path whole, Path wanted) throws IOException;
    }

    /** Makes the file beside its place. */
    interface Making {
        void make(Path beside) throws IOException;
    }

    private static void staged(Path file, byte[] bytes, Naming naming) {
        staged(
                file,
                beside -> {
                    try (FileChannel out = FileChannel.open(beside, EnumSet.of(StandardOpenOption.WRITE))) {
                        ByteBuffer left = ByteBuffer.wrap(bytes);
                        while (left.hasRemaining()) {
                            out.write(left);
                        }
                        out.force(true);
                    }
                },
                naming);
    }

    static void staged(Path file, Making making, Naming naming) {
        Path wanted = file.toAbsolutePath();
        Path beside = wanted.resolveSibling("." + wanted.getFileName() + "." + UUID.randomUUID());
        try {
            Path parent = wanted.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createFile(beside, ownerOnly(wanted));
                making.make(beside);
                naming.name(beside, wanted);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (FileAlreadyExistsException e) {
            throw new StillwatchException(file + ": is there already, and was not changed; name another file", e);
        } catch (IOException e) {
            throw new StillwatchException(
                    file + ": cannot be written (" + e.getClass().getSimpleName()
                            + "); check the folder, its permissions and the disk's room",
                    e);
        }
    }

    /** Refuses a file that others than its owner may read or write. */
    static void requireOwnerOnly(Path file) throws IOException {
        if (isPosix(file)) {
            Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            open.removeAll(PosixFilePermissions.fromString("rwx------"));
            if (!open.isEmpty()) {
                throw new StillwatchException(
                        file + ": others may read it; run chmod 600 on it, and consider the secrets in it known");
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
