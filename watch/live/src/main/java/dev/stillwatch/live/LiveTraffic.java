// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.TrafficWindows;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything made of a journal up to a position: traffic summed up, copies recognised, old days forgotten.
 *
 * <p>A function of the journal's records and of the clock only where records are dated ahead of it. Not thread-safe.
 */
final class LiveTraffic {
    private static final long DAY_MILLIS = 24 * 3_600_000L;
    /** No exchange is dated so: nothing was seen yet. */
    private static final long NEVER = Long.MIN_VALUE;

    private final LiveSettings settings;
    private final TrafficWindows windows;
    private final RecentKeys keys;
    private JournalPosition position;
    private long latestMillis;
    private LiveTally tally;

    LiveTraffic(LiveSettings settings) {
        this(
                settings,
                new TrafficWindows(),
                newKeys(settings),
                JournalPosition.START,
                Optional.empty(),
                LiveTally.NONE);
    }

    LiveTraffic(
            LiveSettings settings,
            TrafficWindows windows,
            RecentKeys keys,
            JournalPosition position,
            Optional<Instant> latest,
            LiveTally tally) {
        this.settings = settings;
        this.windows = windows;
        this.keys = keys;
        this.position = position;
        this.latestMillis = latest.map(Instant::toEpochMilli).orElse(NEVER);
        this.tally = tally;
    }

    static RecentKeys newKeys(LiveSettings settings) {
        return new RecentKeys(settings.recognise(), settings.mostRecognised());
    }

    /** Takes the record that ends at {@code end}. */
    void take(ExchangeDigest digest, JournalPosition end, Instant now) {
        position = end;
        long time = digest.time().toEpochMilli();
        if (time > now.toEpochMilli() + settings.mostAhead().toMillis()) {
            tally = tally.plusFromTheFuture();
        } else if (latestMillis != NEVER && time < firstKept()) {
            tally = tally.plusTooOld();
        } else if (digest.identified() && !keys.add(digest.key(), time)) {
            tally = tally.plusCopy();
        } else {
            windows.observe(digest);
            tally = tally.plusTaken();
            advance(time);
        }
    }

    private void advance(long time) {
        if (time > latestMillis) {
            latestMillis = time;
            windows.forgetBefore(Instant.ofEpochMilli(firstKept()));
        }
    }

    /** The first millisecond of the first day that is kept. */
    private long firstKept() {
        return Math.floorDiv(latestMillis - settings.keep().toMillis(), DAY_MILLIS) * DAY_MILLIS;
    }

    /** All traffic kept, to be judged by anyone while this goes on; costs about as much as copying it. */
    TrafficSummary whole() {
        return windows.whole();
    }

    TrafficWindows windows() {
        return windows;
    }

    RecentKeys keys() {
        return keys;
    }

    JournalPosition position() {
        return position;
    }

    /** Reads another journal from its start on: the one it was made of is gone. */
    void restartJournal() {
        position = JournalPosition.START;
    }

    /** When the latest exchange was asked. */
    Optional<Instant> latest() {
        return latestMillis == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(latestMillis));
    }

    LiveTally tally() {
        return tally;
    }
}
