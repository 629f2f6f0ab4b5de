// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;

/** Cuts a stream of JSON records into batches of about {@value #BLOCK} bytes. Single-threaded. */
final class JsonBatches implements RecordBatches {
    static final int BLOCK = 256 * 1024;

    private final String source;
    private final InputStream in;
    private final LongSupplier bytesRead;
    private final int maxRecordBytes;
    private final RecordParser parser;
    private final Bounds bounds = new Bounds();
    private final Queue<RecordBatch> ready = new ArrayDeque<>();
    private Optional<Framing> framing = Optional.empty();
    private byte[] buffer = new byte[BLOCK];
    private int end;
    private long nextRecord = 1;
    private boolean tooLong;
    private boolean finished;

    /**
     * @param in the decompressed bytes; closed with this
     * @param bytesRead how much of the input was consumed, compressed
     */
    JsonBatches(String source, InputStream in, LongSupplier bytesRead, IngestSettings settings) {
        this.source = source;
        this.in = in;
        this.bytesRead = bytesRead;
        this.maxRecordBytes = settings.maxRecordBytes();
        this.parser = new RecordParser(settings, Times.Zoneless.REFUSED);
    }

    @Override
    public Optional<RecordBatch> next() {
        while (ready.isEmpty() && !finished) {
            advance();
        }
        return Optional.ofNullable(ready.poll());
    }

    /** Reads on until the buffer is full, and cuts off the records that have ended. */
    private void advance() {
        int scanned = end;
        Optional<String> damage = fill();
        Framing cutter = framing.orElseGet(() -> FramingChoice.of(buffer, end));
        framing = Optional.of(cutter);
        cutter.scan(buffer, scanned, end, bounds);
        int firstWhole = 0;
        if (tooLong && bounds.count() > 0) {
            tooLong = false;
            firstWhole = 1;
            reportTooLong();
        }
        boolean unfinished = cutter.open() >= 0 && cutter.open() < end;
        if (finished && damage.isEmpty()) {
            if (tooLong) {
                reportTooLong();
            } else if (unfinished) {
                bounds.add(cutter.open(), end);
            }
        }
        int count = bounds.count() - firstWhole;
        int[] whole = bounds.take(firstWhole);
        if (count > 0) {
            ready.add(new JsonRecords(source, nextRecord, buffer, whole, parser));
            nextRecord += count;
        }
        if (damage.isPresent()) {
            report(new ParseOutcome.Malformed(damage.get()));
        } else if (!finished) {
            carry(cutter, count > 0);
        }
    }

    /** Makes room for more: what has not ended moves to the front of a buffer that no batch holds. */
    private void carry(Framing cutter, boolean handedOut) {
        int from = cutter.open() < 0 ? end : cutter.open();
        int length = end - from;
        if (tooLong || length > maxRecordBytes) {
            tooLong = true;
            buffer = handedOut || buffer.length > BLOCK ? new byte[BLOCK] : buffer;
            end = 0;
        } else {
            int room = Math.max(BLOCK, (int) Math.min(2L * length, maxRecordBytes + 1L));
            byte[] next = !handedOut && room == buffer.length ? buffer : new byte[room];
            System.arraycopy(buffer, from, next, 0, length);
            buffer = next;
            end = length;
        }
        cutter.moved(0);
    }

    /** Fills the buffer as far as the input goes; says what is wrong when the input breaks off. */
    private Optional<String> fill() {
        try {
            while (end < buffer.length) {
                int n = in.read(buffer, end, buffer.length - end);
                if (n < 0) {
                    finished = true;
                    return Optional.empty();
                }
                end += n;
            }
            return Optional.empty();
        } catch (IOException e) {
            finished = true;
            return Optional.of("the input is cut off or damaged after " + bytesRead.getAsLong()
                    + " bytes: the records before count, the rest is lost; copy the file again");
        }
    }

    private void reportTooLong() {
        report(parser.tooLong());
        nextRecord++;
    }

    private void report(ParseOutcome.Malformed outcome) {
        ready.add(new Trouble(new Location(source, nextRecord), outcome));
    }

    @Override
    public long bytesRead() {
        return bytesRead.getAsLong();
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
