// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file of a journal being read, frame by frame; what is no frame is passed over. Not thread-safe.
 *
 * <p>Memory: {@value #BUFFER} bytes.
 */
final class SegmentFile implements AutoCloseable {
    /** Starts every file: four letters, then the version of the format. */
    static final byte[] HEADER = {'S', 'T', 'W', 'J', 0, 0, 0, 1};

    private static final int VERSION = 1;
    private static final int BUFFER = 256 << 10;

    private final Path path;
    private final RandomAccessFile file;
    private final byte[] buffer = new byte[BUFFER];
    private long bufferAt;
    private int buffered;
    private long at = HEADER.length;

    SegmentFile(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "r");
    }

    /** Reads on at an offset. */
    void seek(long offset) {
        at = Math.max(HEADER.length, offset);
    }

    /** Just after the last frame read, or where reading began. */
    long at() {
        return at;
    }

    long length() throws IOException {
        return file.length();
    }

    /**
     * Whether the file starts as it should.
     *
     * @throws StillwatchException when a later release wrote it
     */
    boolean soundHeader(long limit) throws IOException {
        if (!load(0, HEADER.length, limit)) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(buffer, 0, HEADER.length);
        if (header.getInt() != ByteBuffer.wrap(HEADER).getInt()) {
            return false;
        }
        int version = header.getInt();
        if (version > VERSION) {
            throw new StillwatchException(path + " has format " + version + ", this release reads " + VERSION
                    + ". A newer release of Stillwatch wrote it; run that release, or move the file away.");
        }
        return version == VERSION;
    }

    /** The record that begins just here and ends by {@code limit}; null when there is none. */
    byte @Nullable [] next(long limit) throws IOException {
        int length = frameAt(at, limit);
        if (length < 0) {
            return null;
        }
        byte[] record = new byte[length];
        System.arraycopy(buffer, (int) (at - bufferAt) + Frames.HEAD, record, 0, length);
        at += Frames.HEAD + length;
        return record;
    }

    /** Goes to where the next frame begins, or to {@code limit} if there is none; returns how many bytes that passes over. */
    long skip(long limit) throws IOException {
        long from = at;
        while (at < limit && frameAt(at, limit) < 0) {
            at++;
        }
        return at - from;
    }

    /** Length of the record whose sound frame begins at an offset; -1 when none does. */
    private int frameAt(long offset, long limit) throws IOException {
        if (!load(offset, Frames.HEAD, limit)) {
            return -1;
        }
        int length = Frames.length(buffer, (int) (offset - bufferAt), Frames.MOST_BYTES);
        if (length < 0 || !load(offset, Frames.HEAD + length, limit)) {
            return -1;
        }
        return Frames.sound(buffer, (int) (offset - bufferAt), length) ? length : -1;
    }

    /** Has so many bytes from an offset on in the buffer; false when they are not all before {@code limit}. */
    private boolean load(long offset, int wanted, long limit) throws IOException {
        if (offset + wanted > limit) {
            return false;
        }
        if (offset >= bufferAt && offset + wanted <= bufferAt + buffered) {
            return true;
        }
        file.seek(offset);
        bufferAt = offset;
        buffered = 0;
        int most = (int) Math.min(BUFFER, limit - offset);
        while (buffered < most) {
            int read = file.read(buffer, buffered, most - buffered);
            if (read < 0) {
                break;
            }
            buffered += read;
        }
        return buffered >= wanted;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
