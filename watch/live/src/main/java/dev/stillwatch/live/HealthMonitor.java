// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Concludes from what works and what does not how detection is doing, and tells a listener when that changes.
 * Thread-safe, {@link #check} apart.
 */
final class HealthMonitor {
    private final LiveSettings settings;
    private final LiveListener listener;
    private Instant caughtUp;
    private Optional<String> readingFailed = Optional.empty();
    private Optional<String> judgingFailed = Optional.empty();
    private Optional<Instant> judgingSince = Optional.empty();
    /** What the listener was told last; null before anything. */
    private @Nullable DetectionHealth told;

    HealthMonitor(LiveSettings settings, LiveListener listener, Instant start) {
        this.settings = settings;
        this.listener = listener;
        this.caughtUp = start;
    }

    synchronized void reading() {
        readingFailed = Optional.empty();
    }

    synchronized void readingFailed(String reason) {
        readingFailed = Optional.of(reason);
    }

    synchronized void caughtUp(Instant now) {
        caughtUp = now;
    }

    synchronized void judgingBegan(Instant now) {
        judgingSince = Optional.of(now);
    }

    synchronized void judged() {
        judgingSince = Optional.empty();
        judgingFailed = Optional.empty();
    }

    synchronized void judgingFailed(String reason) {
        judgingSince = Optional.empty();
        judgingFailed = Optional.of(reason);
    }

    /** How long ago everything had been read. */
    synchronized Duration behind(Instant now) {
        Duration behind = Duration.between(caughtUp, now);
        return behind.isNegative() ? Duration.ZERO : behind;
    }

    /** Looks at the clock, and tells the listener if health is another than last told. One thread calls this. */
    void check(Instant now) {
        DetectionHealth health = at(now);
        boolean same = switch (health) {
            case DetectionHealth.Lagging _ -> told instanceof DetectionHealth.Lagging;
            case DetectionHealth.Running running -> running.equals(told);
            case DetectionHealth.Down down -> down.equals(told);
        };
        if (!same) {
            told = health;
            // Not under the lock: whoever listens may wait for a thread that asks how detection is doing.
            listener.health(health);
        }
    }

    synchronized DetectionHealth at(Instant now) {
        Optional<String> stuck = judgingSince
                .filter(since -> since.plus(settings.longestAssessment()).isBefore(now))
                .map(since -> "the assessment that began at " + since + " has not ended");
        Optional<String> down = readingFailed.or(() -> judgingFailed).or(() -> stuck);
        Duration behind = behind(now);
        return down.<DetectionHealth>map(DetectionHealth.Down::new)
                .orElseGet(() -> behind.compareTo(settings.laggingAfter()) > 0
                        ? new DetectionHealth.Lagging(behind)
                        : new DetectionHealth.Running());
    }
}
