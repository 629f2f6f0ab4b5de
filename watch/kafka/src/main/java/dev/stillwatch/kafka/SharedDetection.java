// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.DigestJournal;
import dev.stillwatch.live.LiveSettings;
import dev.stillwatch.live.LiveStatus;
import dev.stillwatch.live.LiveTally;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Detection by a job that many gateways share: what this gateway's journal holds goes there, and findings come back to one
 * gateway at a time. Takes the place of a detector of one's own. Thread-safe.
 */
public final class SharedDetection implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;

    private final JournalPublisher publisher;
    private final FindingsFollower follower;
    private final LiveSettings settings;
    private final InstantSource clock;
    private final Consumer<DetectionHealth> health;
    private final Thread looking;
    private volatile boolean stopping;
    /** Since when exchanges were published that no assessment reached. */
    private volatile Optional<Instant> unjudgedSince = Optional.empty();

    private SharedDetection(
            JournalPublisher publisher,
            FindingsFollower follower,
            LiveSettings settings,
            InstantSource clock,
            Consumer<DetectionHealth> health) {
        this.publisher = publisher;
        this.follower = follower;
        this.settings = settings;
        this.clock = clock;
        this.health = health;
        this.looking = Thread.ofPlatform().name("detection-health").daemon().start(this::look);
    }

    /**
     * Starts to publish and to follow.
     *
     * @param folder holds the place that was published up to, and nothing else
     * @param health is told when health changes, and at the start, on a thread of its own
     */
    public static SharedDetection start(
            DigestJournal journal,
            Path folder,
            LiveSettings settings,
            KafkaSettings kafka,
            InstantSource clock,
            FindingsListener listener,
            Consumer<DetectionHealth> health) {
        JournalPublisher publisher = JournalPublisher.start(journal, folder, settings, kafka, clock, listener::noticed);
        FindingsFollower follower = FindingsFollower.start(kafka, settings, clock, listener);
        return new SharedDetection(publisher, follower, settings, clock, health);
    }

    /** How it is doing now; of the tally only what was published is known here. */
    public LiveStatus status() {
        JournalPublisher.State published = publisher.state();
        return new LiveStatus(
                at(clock.instant()),
                published.position(),
                new LiveTally(published.published(), 0, 0, 0),
                published.stored(),
                follower.state().handed());
    }

    /** How publishing is doing. */
    public JournalPublisher.State publishing() {
        return publisher.state();
    }

    /** How long ago all that had been recorded was published. */
    public Duration unpublishedFor() {
        Duration unpublished = Duration.between(publisher.state().caughtUp(), clock.instant());
        return unpublished.isNegative() ? Duration.ZERO : unpublished;
    }

    /** How following is doing. */
    public FindingsFollower.State following() {
        return follower.state();
    }

    private void look() {
        Optional<DetectionHealth> told = Optional.empty();
        while (!stopping) {
            Instant now = clock.instant();
            unjudgedSince = unjudged() ? unjudgedSince.or(() -> Optional.of(now)) : Optional.empty();
            DetectionHealth current = at(now);
            boolean same = told.filter(before -> same(before, current)).isPresent();
            if (!same) {
                told = Optional.of(current);
                health.accept(current);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** How far behind it is changes all the time, and is no news. */
    private static boolean same(DetectionHealth before, DetectionHealth now) {
        return switch (now) {
            case DetectionHealth.Lagging _ -> before instanceof DetectionHealth.Lagging;
            case DetectionHealth.Running running -> running.equals(before);
            case DetectionHealth.Down down -> down.equals(before);
        };
    }

    /** Known to the one on duty only: the others are told nothing of what was judged. */
    private boolean unjudged() {
        FindingsFollower.State followed = follower.state();
        Optional<Instant> latest = publisher.state().latest();
        return followed.onDuty()
                && latest.filter(asked -> followed.until()
                                .filter(until ->
                                        !until.plus(settings.assessEvery()).isBefore(asked))
                                .isEmpty())
                        .isPresent();
    }

    private DetectionHealth at(Instant now) {
        JournalPublisher.State published = publisher.state();
        Optional<String> failure = published.failure().or(() -> follower.state().failure());
        if (failure.isPresent()) {
            return new DetectionHealth.Down(failure.get());
        }
        Duration unpublished = Duration.between(published.caughtUp(), now);
        if (unpublished.compareTo(settings.laggingAfter()) > 0) {
            return new DetectionHealth.Lagging(unpublished);
        }
        Duration waiting = settings.assessEvery().multipliedBy(2).plus(settings.laggingAfter());
        return unjudgedSince
                .map(since -> Duration.between(since, now))
                .filter(unjudged -> unjudged.compareTo(waiting) > 0)
                .<DetectionHealth>map(DetectionHealth.Lagging::new)
                .orElseGet(DetectionHealth.Running::new);
    }

    /** Ends following, then publishing, which waits some seconds for what is underway. Close it before the journal. */
    @Override
    public void close() {
        stopping = true;
        looking.interrupt();
        follower.close();
        publisher.close();
        try {
            looking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
