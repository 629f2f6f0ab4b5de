// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.detect.TrafficCodec;
import dev.stillwatch.detect.TrafficDecoder;
import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of online detection as a file: framed records of the position and counts, of keys, of traffic, and an end.
 *
 * <p>Written and read record by record: memory besides the state is a buffer. Every record has a checksum, and the last
 * one says how many there are, so that a file that is damaged or cut off anywhere is recognised.
 */
final class CheckpointFile {
    private static final byte[] HEADER = {'S', 'T', 'W', 'C', 0, 0, 0, 1};
    private static final int VERSION = 1;
    private static final int BUFFER = 1 << 18;
    private static final int MOST_BYTES = 1 << 22;
    private static final int KEYS_AT_ONCE = 4_096;
    private static final long NEVER = Long.MIN_VALUE;

    /* The first byte of every record. */
    private static final byte COUNTS = 'C';
    private static final byte KEYS = 'K';
    private static final byte TRAFFIC = 'T';
    private static final byte END = 'E';

    private CheckpointFile() {}

    /** The file is not as it was written: an older one is to be used. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String how) {
            super(how);
        }
    }

    /** Writes the state and returns when the disk has it. */
    static void write(LiveTraffic state, Path file) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile());
                BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER)) {
            buffered.write(HEADER);
            Records records = new Records(buffered);
            records.add(counts(state));
            state.keys().forEachHour((hour, keys) -> addKeys(hour, keys, records));
            TrafficCodec.encode(
                    state.windows(),
                    record -> records.add(
                            ByteBuffer.allocate(1 + record.length).put(TRAFFIC).put(record)));
            records.add(ByteBuffer.allocate(9).put(END).putLong(records.written));
            buffered.flush();
            out.getFD().sync();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static final class Records {
        private final OutputStream out;
        private long written;

        Records(OutputStream out) {
            this.out = out;
        }

        void add(ByteBuffer record) {
            try {
                byte[] bytes = new byte[record.flip().remaining()];
                record.get(bytes);
                out.write(Frames.framed(bytes, MOST_BYTES));
                written++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ByteBuffer counts(LiveTraffic state) {
        LiveTally tally = state.tally();
        return ByteBuffer.allocate(1 + 7 * Long.BYTES)
                .put(COUNTS)
                .putLong(state.position().segment())
                .putLong(state.position().offset())
                .putLong(state.latest().map(Instant::toEpochMilli).orElse(NEVER))
                .putLong(tally.taken())
                .putLong(tally.copies())
                .putLong(tally.tooOld())
                .putLong(tally.fromTheFuture());
    }

    private static void addKeys(long hour, KeySet keys, Records records) {
        long[] some = new long[KEYS_AT_ONCE];
        int[] held = {0};
        keys.forEach(key -> {
            some[held[0]++] = key;
            if (held[0] == KEYS_AT_ONCE) {
                records.add(keys(hour, some, KEYS_AT_ONCE));
                held[0] = 0;
            }
        });
        if (held[0] > 0) {
            records.add(keys(hour, some, held[0]));
        }
    }

    private static ByteBuffer keys(long hour, long[] keys, int count) {
        ByteBuffer record =
                ByteBuffer.allocate(1 + Long.BYTES * (1 + count)).put(KEYS).putLong(hour);
        for (int k = 0; k < count; k++) {
            record.putLong(keys[k]);
        }
        return record;
    }

    /**
     * Reads a state.
     *
     * @throws DamagedException when the file is not as it was written
     * @throws StillwatchException when a later release wrote it
     */
    static LiveTraffic read(Path file, LiveSettings settings) throws IOException, DamagedException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            header(file, in);
            ByteBuffer counts = next(in);
            require(counts.get() == COUNTS, "it does not begin with its position");
            RecentKeys keys = LiveTraffic.newKeys(settings);
            TrafficDecoder traffic = new TrafficDecoder();
            long read = 1;
            ByteBuffer record = next(in);
            for (byte kind = record.get(); kind != END; kind = record.get()) {
                take(kind, record, keys, traffic);
                read++;
                record = next(in);
            }
            require(record.getLong() == read && in.read() < 0, "records are missing");
            return state(settings, counts, keys, traffic);
        } catch (BufferUnderflowException e) {
            throw new DamagedException("a record is too short");
        } catch (EOFException e) {
            throw new DamagedException("it is cut off");
        }
    }

    private static void take(byte kind, ByteBuffer record, RecentKeys keys, TrafficDecoder traffic)
            throws DamagedException {
        switch (kind) {
            case KEYS -> {
                long hour = record.getLong();
                while (record.hasRemaining()) {
                    keys.restore(hour, record.getLong());
                }
            }
            case TRAFFIC -> {
                byte[] bytes = new byte[record.remaining()];
                record.get(bytes);
                traffic.take(bytes);
            }
            default -> throw new DamagedException("a record is of no known kind");
        }
    }

    private static LiveTraffic state(
            LiveSettings settings, ByteBuffer counts, RecentKeys keys, TrafficDecoder traffic) {
        JournalPosition position = new JournalPosition(counts.getLong(), counts.getLong());
        long latest = counts.getLong();
        LiveTally tally = new LiveTally(counts.getLong(), counts.getLong(), counts.getLong(), counts.getLong());
        return new LiveTraffic(
                settings,
                traffic.windows(),
                keys,
                position,
                latest == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(latest)),
                tally);
    }

    private static void header(Path file, InputStream in) throws IOException, DamagedException {
        ByteBuffer header = ByteBuffer.wrap(bytes(in, HEADER.length));
        require(header.getInt() == ByteBuffer.wrap(HEADER).getInt(), "it does not begin as a checkpoint does");
        int version = header.getInt();
        if (version > VERSION) {
            throw new StillwatchException(file + " has format " + version + ", this release reads " + VERSION
                    + ". A newer release of Stillwatch wrote it; run that release, or move the file away to start from"
                    + " an older checkpoint.");
        }
        require(version == VERSION, "it has format " + version);
    }

    private static ByteBuffer next(InputStream in) throws IOException, DamagedException {
        byte[] head = bytes(in, Frames.HEAD);
        int length = Frames.length(head, 0, MOST_BYTES);
        require(length > 0, "a record has no length");
        byte[] frame = new byte[Frames.HEAD + length];
        System.arraycopy(head, 0, frame, 0, Frames.HEAD);
        if (in.readNBytes(frame, Frames.HEAD, length) < length) {
            throw new EOFException();
        }
        require(Frames.sound(frame, 0, length), "a record has changed since it was written");
        return ByteBuffer.wrap(frame, Frames.HEAD, length);
    }

    private static byte[] bytes(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private static void require(boolean sound, String otherwise) throws DamagedException {
        if (!sound) {
            throw new DamagedException(otherwise);
        }
    }
}
