// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Findings as they come, appended to a file under a temporary name. Not thread-safe. */
final class FindingsFile implements AutoCloseable {
    static final String NAME = "findings.jsonl";

    private static final String UNFINISHED = ".findings.jsonl.part";

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private long length;

    private FindingsFile(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    /** Begins a file, or goes on with the first so many bytes of one. */
    static FindingsFile open(Path folder, long length) throws IOException {
        Path file = folder.resolve(UNFINISHED);
        if (length == 0) {
            /* Deleted first, then created anew: a link planted under this name is never written through. */
            Files.deleteIfExists(file);
        } else if (!Files.exists(file) && Files.exists(folder.resolve(NAME))) {
            // Cut off after the findings had their name, before the audit was done.
            Files.move(folder.resolve(NAME), file);
        }
        FileChannel channel = length == 0
                ? FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                : FileChannel.open(file, StandardOpenOption.WRITE);
        if (channel.size() < length) {
            channel.close();
            throw new IOException("findings are missing");
        }
        channel.truncate(length);
        channel.position(length);
        return new FindingsFile(channel, length);
    }

    void add(byte[] line) throws IOException {
        if (line.length > buffer.remaining()) {
            drain();
        }
        ByteBuffer rest = ByteBuffer.wrap(line);
        if (line.length > buffer.capacity()) {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } else {
            buffer.put(rest);
        }
        length += line.length;
    }

    /** Brings all to the disk; how many bytes there are. */
    long flush() throws IOException {
        drain();
        channel.force(false);
        return length;
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Where the findings are until the audit is done. */
    static Path unfinished(Path folder) {
        return folder.resolve(UNFINISHED);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
