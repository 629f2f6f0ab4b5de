// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.TrafficSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Judges one snapshot after the other on a thread of its own, so that reading goes on meanwhile. */
final class Assessor {
    /** Judges a stretch of traffic, which nobody else changes meanwhile. */
    @FunctionalInterface
    interface Judge {
        Assessment assess(TrafficSummary traffic);
    }

    /** Traffic up to a place in the journal. */
    record Snapshot(TrafficSummary traffic, Instant eventTime, JournalPosition position, Duration lag) {}

    private final Judge judge;
    private final InstantSource clock;
    private final HealthMonitor health;
    private final LiveListener listener;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Optional<Instant> lastEnd = Optional.empty();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread judging = new Thread(task, "detection-judge");
        judging.setDaemon(true);
        return judging;
    });

    Assessor(Judge judge, InstantSource clock, HealthMonitor health, LiveListener listener) {
        this.judge = judge;
        this.clock = clock;
        this.health = health;
        this.listener = listener;
    }

    boolean busy() {
        return busy.get();
    }

    /** When the last assessment ended well. */
    Optional<Instant> lastEnd() {
        return lastEnd;
    }

    /** Begins to judge; to be called only while not {@link #busy}. */
    void begin(Snapshot snapshot) {
        busy.set(true);
        health.judgingBegan(clock.instant());
        thread.execute(() -> judge(snapshot));
    }

    private void judge(Snapshot snapshot) {
        Instant began = clock.instant();
        try {
            Assessment assessment = judge.assess(snapshot.traffic());
            Instant ended = clock.instant();
            health.judged();
            lastEnd = Optional.of(ended);
            listener.assessed(new LiveAssessment(
                    assessment,
                    snapshot.eventTime(),
                    snapshot.position(),
                    snapshot.lag(),
                    snapshot.traffic().exchanges(),
                    Duration.between(began, ended)));
        } catch (RuntimeException | Error e) {
            // Errors too: an assessment that runs out of memory must be said, and the next may do with less.
            health.judgingFailed("judging " + snapshot.traffic().accounts() + " accounts failed: " + Causes.of(e));
        } finally {
            busy.set(false);
        }
    }

    /** Ends when what is being judged has been; waits for that no longer than {@code most}. */
    void close(Duration most) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)) {
            listener.noticed("an assessment was given up, as detection is being stopped");
        }
    }
}
