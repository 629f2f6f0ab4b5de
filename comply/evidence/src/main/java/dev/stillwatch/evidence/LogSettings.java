// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.time.Duration;

/**
 * When a log publishes what it has recorded.
 *
 * <p>Appends are on disk when they return, whatever stands here; this is only about how soon others can see and check
 * them. Each publication costs about ten syncs of the disk.
 *
 * @param publishEvery how long an entry may wait to be covered by a checkpoint; zero publishes after every batch
 * @param mostPending how many entries may wait, 1 to 1,000,000; about 250 bytes of memory each
 */
public record LogSettings(Duration publishEvery, int mostPending) {
    /** Publishes once a second, and after 65,536 entries. */
    public static final LogSettings USUAL = new LogSettings(Duration.ofSeconds(1), 65_536);

    public LogSettings {
        if (publishEvery.isNegative()) {
            throw new IllegalArgumentException("publishEvery is " + publishEvery + ", must not be negative");
        }
        if (mostPending < 1 || mostPending > 1_000_000) {
            throw new IllegalArgumentException("mostPending is " + mostPending + ", must be 1 to 1,000,000");
        }
    }
}
