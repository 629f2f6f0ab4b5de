// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal from a place on, up to what has been appended so far and on again later.
 *
 * <p>Damaged stretches are passed over and reported. Not thread-safe; the journal may be appended to meanwhile.
 */
public final class JournalReader implements AutoCloseable {
    private final JournalFolder folder;
    private final Supplier<JournalPosition> end;
    private final Consumer<JournalDamage> damaged;
    private JournalPosition position;
    private @Nullable SegmentFile open;
    /** Whether the file before the one being read was read to its end. */
    private boolean follows;

    JournalReader(
            JournalFolder folder,
            Supplier<JournalPosition> end,
            JournalPosition from,
            Consumer<JournalDamage> damaged) {
        this.folder = folder;
        this.end = end;
        this.position = from;
        this.damaged = damaged;
    }

    /** Just after the last record read: where to read on another time. */
    public JournalPosition position() {
        return position;
    }

    /**
     * The next record; empty when all that has been appended was read.
     *
     * @throws StillwatchException when a file cannot be read, or holds a record of a later release
     */
    public Optional<ExchangeDigest> next() {
        try {
            JournalPosition limit = end.get();
            while (position.compareTo(limit) < 0) {
                SegmentFile segment = open;
                if (segment == null) {
                    segment = openFrom(position);
                    open = segment;
                }
                long until = position.segment() == limit.segment() ? limit.offset() : segment.length();
                byte[] record = segment.next(until);
                if (record != null) {
                    position = new JournalPosition(position.segment(), segment.at());
                    return Optional.of(decoded(record));
                }
                passOver(segment, until);
                if (position.segment() < limit.segment() && segment.at() >= until) {
                    nextSegment();
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new StillwatchException(
                    "cannot read the journal file " + folder.segment(position.segment()) + ": " + Causes.of(e), e);
        }
    }

    private ExchangeDigest decoded(byte[] record) {
        try {
            return DigestCodec.decode(record);
        } catch (StillwatchException e) {
            throw new StillwatchException(
                    folder.segment(position.segment()) + " before byte " + position.offset() + ": " + e.getMessage(),
                    e);
        }
    }

    private void passOver(SegmentFile segment, long until) throws IOException {
        JournalPosition from = position;
        long bytes = segment.skip(until);
        position = new JournalPosition(position.segment(), segment.at());
        if (bytes > 0) {
            damaged.accept(new JournalDamage(
                    from,
                    bytes,
                    folder.segment(from.segment()) + " is damaged: no record can be read in the " + bytes
                            + " bytes from byte " + from.offset()
                            + " on; what was asked then is missing from detection"));
        }
    }

    private SegmentFile openFrom(JournalPosition from) throws IOException {
        Map.Entry<Long, ?> found = folder.segments().ceilingEntry(from.segment());
        if (found == null) {
            throw new IOException("it is gone");
        }
        if (found.getKey() != from.segment()) {
            // Numbers have no gaps: after a file that was read, one that is not there has been taken away.
            if (from.offset() > SegmentFile.HEADER.length || follows) {
                damaged.accept(new JournalDamage(
                        from,
                        0,
                        folder.segment(from.segment()) + " is gone; what it held after byte " + from.offset()
                                + " is missing from detection"));
            }
            position = new JournalPosition(found.getKey(), 0);
        }
        SegmentFile segment = new SegmentFile(folder.segment(position.segment()));
        segment.seek(position.offset());
        long length = segment.length();
        if (!segment.soundHeader(length) && length > 0) {
            damaged.accept(new JournalDamage(
                    new JournalPosition(position.segment(), 0),
                    Math.min(length, SegmentFile.HEADER.length),
                    folder.segment(position.segment()) + " is damaged: it does not begin as a journal file does"));
        }
        position = new JournalPosition(position.segment(), segment.at());
        return segment;
    }

    private void nextSegment() throws IOException {
        close();
        position = new JournalPosition(position.segment() + 1, 0);
        follows = true;
    }

    @Override
    public void close() {
        SegmentFile segment = open;
        open = null;
        if (segment != null) {
            try {
                segment.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
