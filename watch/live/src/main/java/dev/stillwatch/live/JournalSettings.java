// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a journal is kept.
 *
 * @param segmentBytes length beyond which a file is followed by the next, 4 KiB to 1 GiB
 * @param syncEvery how often records are forced to the disk, so that a power failure loses no more than that; empty to
 *     leave it to the operating system and to checkpoints
 */
public record JournalSettings(long segmentBytes, Optional<Duration> syncEvery) {
    private static final long LEAST = 4 << 10;
    private static final long MOST = 1L << 30;

    /** Files of 64 MiB, synced every second. */
    public static final JournalSettings DEFAULTS = new JournalSettings(64L << 20, Optional.of(Duration.ofSeconds(1)));

    public JournalSettings {
        Objects.requireNonNull(syncEvery, "syncEvery is null");
        if (segmentBytes < LEAST || segmentBytes > MOST) {
            throw new IllegalArgumentException(
                    "segments of " + segmentBytes + " bytes, must be " + LEAST + " to " + MOST);
        }
        if (syncEvery.filter(d -> d.isNegative() || d.isZero()).isPresent()) {
            throw new IllegalArgumentException("syncing every " + syncEvery.get());
        }
    }
}
