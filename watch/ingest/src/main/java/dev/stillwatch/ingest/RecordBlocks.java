// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;

/**
 * Cuts a stream of records into blocks of about 256 KiB. Memory is bounded by the longest record that is read.
 * Single-threaded; a block may be handed to any thread.
 */
public final class RecordBlocks implements AutoCloseable {
    static final int BLOCK = 256 * 1024;

    /** What comes next of a stream. */
    public sealed interface Block {}

    /**
     * Whole records, each a range of one shared array that nobody changes.
     *
     * @param first number of the first record, 1-based; blank records count
     * @param offset where in the stream the array begins
     * @param bounds start (inclusive) and end (exclusive) of each record in the array, in order
     * @param next where in the stream the record after them begins
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes are shared, not copied
    public record Records(long first, long offset, byte[] bytes, int[] bounds, long next) implements Block {}

    /**
     * A record that is longer than is read.
     *
     * @param number of it, 1-based
     * @param next where in the stream the record after it begins
     */
    public record TooLong(long number, long next) implements Block {}

    /**
     * The stream breaks off; nothing comes after this.
     *
     * @param number of the record at which it does
     */
    public record Damage(long number) implements Block {}

    /** Chooses how to cut a stream, from its first bytes. */
    public interface FramingByHead {
        Framing of(byte[] bytes, int length);
    }

    private final InputStream in;
    private final FramingByHead choice;
    private final int maxRecordBytes;
    private final Bounds bounds = new Bounds();
    private final Queue<Block> ready = new ArrayDeque<>();
    private Optional<Framing> framing = Optional.empty();
    private byte[] buffer = new byte[BLOCK];
    private int end;
    private long offset;
    private long nextRecord;
    private boolean tooLong;
    private boolean finished;

    /**
     * Blocks of a stream that stands at the start of a record.
     *
     * @param in closed with this
     * @param maxRecordBytes longer records are skipped without being held
     * @param offset where in its input the stream stands
     * @param firstRecord number of the record that comes first
     */
    public RecordBlocks(InputStream in, FramingByHead choice, int maxRecordBytes, long offset, long firstRecord) {
        this.in = in;
        this.choice = choice;
        this.maxRecordBytes = maxRecordBytes;
        this.offset = offset;
        this.nextRecord = firstRecord;
    }

    /** The next block, or empty at the end. */
    public Optional<Block> next() {
        while (ready.isEmpty() && !finished) {
            advance();
        }
        return Optional.ofNullable(ready.poll());
    }

    /** Reads on until the buffer is full, and cuts off the records that have ended. */
    private void advance() {
        int scanned = end;
        boolean damaged = !fill();
        Framing cutter = framing.orElseGet(() -> choice.of(buffer, end));
        framing = Optional.of(cutter);
        cutter.scan(buffer, scanned, end, bounds);
        int firstWhole = 0;
        if (tooLong && bounds.count() > 0) {
            tooLong = false;
            firstWhole = 1;
            reportTooLong(cutter);
        }
        boolean unfinished = cutter.open() >= 0 && cutter.open() < end;
        if (finished && !damaged) {
            if (tooLong) {
                reportTooLong(cutter);
            } else if (unfinished) {
                bounds.add(cutter.open(), end);
                cutter.openAt(end);
            }
        }
        int count = bounds.count() - firstWhole;
        int[] whole = bounds.take(firstWhole);
        if (count > 0) {
            long next = offset + (cutter.open() < 0 ? end : cutter.open());
            ready.add(new Records(nextRecord, offset, buffer, whole, next));
            nextRecord += count;
        }
        if (damaged) {
            ready.add(new Damage(nextRecord));
        } else if (!finished) {
            carry(cutter, count > 0);
        }
    }

    /** Makes room for more: what has not ended moves to the front of a buffer that no block holds. */
    private void carry(Framing cutter, boolean handedOut) {
        int from = cutter.open() < 0 ? end : cutter.open();
        int length = end - from;
        if (tooLong || length > maxRecordBytes) {
            tooLong = true;
            buffer = handedOut || buffer.length > BLOCK ? new byte[BLOCK] : buffer;
            offset += end;
            end = 0;
        } else {
            int room = Math.max(BLOCK, (int) Math.min(2L * length, maxRecordBytes + 1L));
            byte[] next = !handedOut && room == buffer.length ? buffer : new byte[room];
            System.arraycopy(buffer, from, next, 0, length);
            buffer = next;
            offset += from;
            end = length;
        }
        cutter.moved(0);
    }

    /** Fills the buffer as far as the input goes; whether it is sound so far. */
    private boolean fill() {
        try {
            while (end < buffer.length) {
                int n = in.read(buffer, end, buffer.length - end);
                if (n < 0) {
                    finished = true;
                    return true;
                }
                end += n;
            }
            return true;
        } catch (IOException e) {
            finished = true;
            return false;
        }
    }

    private void reportTooLong(Framing cutter) {
        int open = cutter.open() < 0 ? end : cutter.open();
        ready.add(new TooLong(nextRecord, offset + (bounds.count() > 1 ? bounds.start(1) : open)));
        nextRecord++;
    }

    @Override
    public void close() {
        buffer = Arrays.copyOf(buffer, 0);
        finished = true;
        ready.clear();
        try {
            in.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost when closing fails.
            finished = true;
        }
    }
}
