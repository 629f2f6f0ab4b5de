// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that appear in a folder together and whole: each is written under a temporary name, and {@link #commit} renames
 * them. Closing without commit removes what was written and leaves every earlier file as it was. Not thread-safe.
 */
public final class StagedFiles implements AutoCloseable {
    private final Path folder;
    private final List<String> staged = new ArrayList<>();

    /** Writes one file's content. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Creates the folder where it is missing.
     *
     * @throws StillwatchException if it cannot be
     */
    public StagedFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new StillwatchException(
                    "cannot write the report to " + folder + ": it is a file, not a folder; name another folder with"
                            + " --out",
                    e);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Writes a file under its temporary name, down to the disk.
     *
     * @throws StillwatchException if the folder cannot be written
     */
    public void write(String name, Content content) {
        Path temporary = temporary(name);
        staged.add(name);
        try {
            /* Deleted first, then created anew: a link planted under this name is never written through. */
            Files.deleteIfExists(temporary);
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Gives every file its name. */
    public void commit() {
        try {
            for (String name : staged) {
                Files.move(
                        temporary(name),
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void close() {
        for (String name : staged) {
            try {
                Files.deleteIfExists(temporary(name));
            } catch (IOException _) {
                /* The failure that got us here is the one to report; the next run removes the leftover. */
            }
        }
    }

    private Path temporary(String name) {
        return folder.resolve("." + name + ".tmp");
    }

    private StillwatchException unwritable(IOException cause) {
        String reason = switch (cause) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "the folder is gone";
            case java.nio.file.FileSystemException e when e.getReason() != null -> e.getReason();
            default -> String.valueOf(cause.getMessage());
        };
        return new StillwatchException(
                "cannot write the report to " + folder + ": " + reason
                        + "; free space or permission there, or name another folder with --out",
                cause);
    }
}
