// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a folder to one process; the operating system gives it free when the process ends, however it ends. */
final class FolderLock implements Closeable {
    private static final String NAME = "lock";

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, which is made if it is missing.
     *
     * @throws StillwatchException if another process, or another part of this one, has it
     */
    static FolderLock take(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (locked(channel) != null) {
                return new FolderLock(folder, channel);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new StillwatchException(folder + " is in use by another process. Only one may write to a log at a time:"
                + " stop the other one, or write through it");
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** What may be done with the folder while it is taken. */
    Storage storage() {
        return new FolderStorage(folder);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
