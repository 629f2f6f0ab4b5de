// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes a {@link CheckedFile} beside its place and moves it there when it is whole, so that a run that is cut off leaves
 * no half file under the name. Not thread-safe.
 */
final class CheckedFileWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();

    CheckedFileWriter(Path file, long magic) {
        this.file = file.toAbsolutePath();
        this.part = this.file.resolveSibling(this.file.getFileName() + ".part");
        try {
            channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(e);
        }
        putLong(magic);
    }

    void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void put(byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            int n = Math.min(bytes.length - at, room(1).remaining());
            buffer.put(bytes, at, n);
            at += n;
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            drain();
        }
        return buffer;
    }

    private void drain() {
        buffer.flip();
        crc.update(buffer.duplicate());
        write();
    }

    private void write() {
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
        buffer.clear();
    }

    /** Ends the file and puts it in its place, where it stays through a power cut. */
    void finish() {
        drain();
        buffer.putLong(crc.getValue()).flip();
        write();
        try {
            channel.force(true);
            channel.close();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private StillwatchException unwritable(IOException e) {
        return new StillwatchException(
                file + " cannot be written (" + e.getClass().getSimpleName()
                        + "); check the folder, its permissions and the disk's room",
                e);
    }

    /** Gives up what was not finished. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
