// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of ours that is mapped into memory: a magic number, the content, and a checksum of both (CRC-32C).
 *
 * <p>Opening reads all of it once, at the disk's speed, and refuses what is damaged or cut off. Thread-safe.
 */
final class CheckedFile implements AutoCloseable {
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int PIECE = 1 << 26;

    private final Arena arena;
    private final MemorySegment content;

    private CheckedFile(Arena arena, MemorySegment content) {
        this.arena = arena;
        this.content = content;
    }

    /**
     * Opens a file.
     *
     * @param magic what it must begin with
     * @param what it is, in messages, such as {@code known-set sketch}
     * @param remedy what to do about one that is damaged
     * @throws StillwatchException if it is missing, something else, damaged or cut off
     */
    static CheckedFile open(Path file, long magic, String what, String remedy) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            if (size < 8 || all.get(LONG, 0) != magic) {
                throw new StillwatchException(file + " is no " + what + ", or one of another version; " + remedy);
            }
            if (size < 16 || all.get(LONG, size - 8) != checksum(all.asSlice(0, size - 8))) {
                throw new StillwatchException("the " + what + " " + file + " is damaged or cut off; " + remedy);
            }
            return new CheckedFile(arena, all.asSlice(8, size - 16));
        } catch (NoSuchFileException e) {
            arena.close();
            throw new StillwatchException("there is no " + what + " " + file + "; " + remedy, e);
        } catch (IOException e) {
            arena.close();
            throw new StillwatchException(
                    "the " + what + " " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); check the path and its permissions",
                    e);
        } catch (StillwatchException e) {
            arena.close();
            throw e;
        }
    }

    private static long checksum(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        for (long at = 0; at < bytes.byteSize(); at += PIECE) {
            crc.update(bytes.asSlice(at, Math.min(PIECE, bytes.byteSize() - at)).asByteBuffer());
        }
        return crc.getValue();
    }

    /** What is between magic number and checksum. */
    MemorySegment content() {
        return content;
    }

    @Override
    public void close() {
        arena.close();
    }
}
