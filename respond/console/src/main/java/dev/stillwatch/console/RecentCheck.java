// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.evidence.Checkpoint;
import dev.stillwatch.evidence.PublishedLog;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks the newest part of the log: the checkpoint's signature, each of the newest entries against its hash, and these
 * hashes against the checkpoint. Reads some hundred kilobytes, whatever the log's size; asked again within a short time
 * it says what it found before. Thread-safe.
 */
final class RecentCheck {
    /** How many entries share a tile. */
    static final int TILE = 256;
    /** How many tiles are looked at. */
    static final int TILES = 4;

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final EvidenceParts evidence;
    private Optional<Found> last = Optional.empty();

    RecentCheck(EvidenceParts evidence) {
        this.evidence = evidence;
    }

    /**
     * What came of it.
     *
     * @param checkpoint its signature checked; empty where there is none that holds
     * @param from index of the first entry that was looked at
     * @param trouble what is not as it was recorded, with the place
     */
    record Found(Instant at, Optional<Checkpoint> checkpoint, long from, Optional<String> trouble) {}

    synchronized Found look(Instant now) {
        Optional<Found> fresh = last.filter(
                found -> !now.isBefore(found.at()) && now.isBefore(found.at().plus(KEPT)));
        if (fresh.isPresent()) {
            return fresh.get();
        }
        Found found = check(now);
        last = Optional.of(found);
        return found;
    }

    private Found check(Instant now) {
        PublishedLog log;
        try {
            log = PublishedLog.open(evidence.log(), evidence.key());
        } catch (StillwatchException e) {
            return new Found(now, Optional.empty(), 0, Optional.of(String.valueOf(e.getMessage())));
        }
        Checkpoint checkpoint = log.checkpoint();
        long size = checkpoint.size();
        long from = Math.max(0, (size - 1) / TILE - (TILES - 1)) * TILE;
        try {
            log.eachEntry(from, size, (_, _) -> {});
            for (long index = from; index < size; index += TILE) {
                // Its path is made of all hashes of its tile, so all of them fit the checkpoint if this one does.
                log.prove(index, checkpoint);
            }
            return new Found(now, Optional.of(checkpoint), from, Optional.empty());
        } catch (StillwatchException e) {
            return new Found(now, Optional.of(checkpoint), from, Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
