// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Detection that follows a journal: reads along, keeps the state on disk, and judges everything kept now and then.
 *
 * <p>Two threads: one reads, one judges. Its result at a position of the journal is that of a scan of the same
 * exchanges, however often the process was killed on the way: the state is stored together with the position, and what
 * follows is read again. Failures are told to the listener, and tried again. Thread-safe.
 */
public final class LiveDetector implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final Duration IDLE = Duration.ofMillis(50);

    private final DigestJournal journal;
    private final Checkpoints checkpoints;
    private final LiveSettings settings;
    private final InstantSource clock;
    private final LiveListener listener;
    private final HealthMonitor health;
    private final Assessor assessor;
    private final Thread reading;

    private volatile boolean stopping;
    /** An assessment of everything up to here is wanted. */
    private final AtomicReference<@Nullable JournalPosition> wanted = new AtomicReference<>();

    private volatile JournalPosition position = JournalPosition.START;
    private volatile LiveTally tally = LiveTally.NONE;
    private volatile Optional<Instant> checkpointed = Optional.empty();

    /* Of the reading thread. */
    private Instant checkpointDue;
    private Instant assessmentDue;
    private JournalPosition lastCheckpoint = JournalPosition.START;
    private JournalPosition lastAssessed = JournalPosition.START;
    private boolean assessedBefore;

    LiveDetector(
            DigestJournal journal,
            Path folder,
            LiveSettings settings,
            Assessor.Judge judge,
            InstantSource clock,
            LiveListener listener) {
        Instant now = clock.instant();
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
        this.listener = new GuardedListener(listener);
        this.checkpoints = new Checkpoints(folder, settings);
        this.health = new HealthMonitor(settings, this.listener, now);
        this.assessor = new Assessor(judge, clock, health, this.listener);
        this.checkpointDue = now.plus(settings.checkpointEvery());
        this.assessmentDue = now;
        this.reading = new Thread(this::read, "detection-read");
        this.reading.setDaemon(true);
    }

    /**
     * Starts to follow a journal from the last checkpoint in {@code folder} on, or from the journal's start.
     *
     * @param folder holds this detector's checkpoints and nothing else; created where it does not exist
     * @param parallel lends threads for judging
     */
    public static LiveDetector start(
            DigestJournal journal,
            Path folder,
            LiveSettings settings,
            Detector detector,
            Parallel parallel,
            InstantSource clock,
            LiveListener listener) {
        return start(journal, folder, settings, detector, parallel, () -> ConfirmedBenign.NONE, clock, listener);
    }

    /**
     * Starts to follow a journal, knowing whom people found benign.
     *
     * @param folder holds this detector's checkpoints and nothing else; created where it does not exist
     * @param parallel lends threads for judging
     * @param confirmed asked at the beginning of each assessment, by the thread that judges; where it throws, that
     *     assessment fails
     */
    public static LiveDetector start(
            DigestJournal journal,
            Path folder,
            LiveSettings settings,
            Detector detector,
            Parallel parallel,
            Supplier<ConfirmedBenign> confirmed,
            InstantSource clock,
            LiveListener listener) {
        return start(
                journal,
                folder,
                settings,
                traffic -> detector.assess(traffic, new TrafficSummary(), List.of(), parallel, confirmed.get()),
                clock,
                listener);
    }

    static LiveDetector start(
            DigestJournal journal,
            Path folder,
            LiveSettings settings,
            Assessor.Judge judge,
            InstantSource clock,
            LiveListener listener) {
        LiveDetector detector = new LiveDetector(journal, folder, settings, judge, clock, listener);
        detector.reading.start();
        return detector;
    }

    /** Has everything appended so far judged as soon as it is read, without waiting for the next time. */
    public void requestAssessment() {
        wanted.set(journal.end());
    }

    /** How it is doing now. */
    public LiveStatus status() {
        return new LiveStatus(health.at(clock.instant()), position, tally, checkpointed, assessor.lastEnd());
    }

    private void read() {
        long torn = journal.status().tornBytes();
        if (torn > 0) {
            listener.noticed("the journal ended in an unfinished record, as after a crash: " + torn
                    + " bytes that nobody was told were kept have been cut off");
        }
        while (true) {
            try {
                follow();
                return;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // What was being summed may be half done: the state is built again from the last checkpoint.
                health.readingFailed("reading the journal failed: " + Causes.of(e));
                if (!retried()) {
                    return;
                }
            }
        }
    }

    /** Waits until it is time to try again; false when there is to be no next time. */
    private boolean retried() {
        Instant next = clock.instant().plus(settings.retryAfter());
        while (clock.instant().isBefore(next)) {
            health.check(clock.instant());
            if (stopping) {
                return false;
            }
            try {
                Thread.sleep(IDLE);
            } catch (InterruptedException e) {
                return false;
            }
        }
        return !stopping;
    }

    private void follow() throws InterruptedException {
        LiveTraffic traffic = restored();
        try (JournalReader reader = journal.readFrom(traffic.position(), damage -> listener.noticed(damage.what()))) {
            while (true) {
                boolean more = readSome(reader, traffic);
                Instant now = clock.instant();
                health.reading();
                if (!more) {
                    health.caughtUp(now);
                }
                assessIfDue(traffic, now, !more);
                checkpointIfDue(traffic, now);
                health.check(now);
                if (stopping) {
                    checkpoint(traffic);
                    return;
                }
                if (!more) {
                    journal.awaitBeyond(reader.position(), IDLE);
                }
            }
        }
    }

    private LiveTraffic restored() {
        LiveTraffic traffic = checkpoints.load(listener::noticed).orElseGet(() -> new LiveTraffic(settings));
        if (traffic.position().compareTo(journal.end()) > 0) {
            listener.noticed("the checkpoint is of another journal, which is gone; this one is read from its start");
            traffic.restartJournal();
        }
        lastCheckpoint = traffic.position();
        publish(traffic);
        return traffic;
    }

    /** Reads a batch; false when there was nothing to read. */
    private boolean readSome(JournalReader reader, LiveTraffic traffic) {
        Instant now = clock.instant();
        int read = 0;
        for (Optional<ExchangeDigest> next = reader.next(); next.isPresent(); next = reader.next()) {
            traffic.take(next.get(), reader.position(), now);
            if (++read == BATCH) {
                break;
            }
        }
        if (traffic.keys().takeShortened()) {
            listener.noticed("more exchanges came in than can be remembered: copies are recognised for less than "
                    + settings.recognise().toHours() + " hours; remember more, or for a shorter time");
        }
        publish(traffic);
        return read > 0;
    }

    private void publish(LiveTraffic traffic) {
        position = traffic.position();
        tally = traffic.tally();
    }

    private void assessIfDue(LiveTraffic traffic, Instant now, boolean caughtUp) {
        JournalPosition asked = wanted.get();
        boolean requested = asked != null && traffic.position().compareTo(asked) >= 0;
        if (assessor.busy() || !(requested || due(now, caughtUp))) {
            return;
        }
        Optional<Instant> latest = traffic.latest();
        if (latest.isPresent() && (requested || traffic.position().compareTo(lastAssessed) != 0)) {
            wanted.compareAndSet(asked, null);
            lastAssessed = traffic.position();
            assessedBefore = true;
            assessor.begin(
                    new Assessor.Snapshot(traffic.whole(), latest.get(), traffic.position(), health.behind(now)));
        }
        assessmentDue = now.plus(settings.assessEvery());
    }

    /** The first assessment waits until everything is read, but no longer than there is between two. */
    private boolean due(Instant now, boolean caughtUp) {
        Instant anyway = assessedBefore ? assessmentDue : assessmentDue.plus(settings.assessEvery());
        return !now.isBefore(caughtUp ? assessmentDue : anyway);
    }

    private void checkpointIfDue(LiveTraffic traffic, Instant now) {
        if (!now.isBefore(checkpointDue)) {
            checkpointDue = now.plus(settings.checkpointEvery());
            checkpoint(traffic);
        }
    }

    private void checkpoint(LiveTraffic traffic) {
        if (traffic.position().compareTo(lastCheckpoint) == 0) {
            return;
        }
        try {
            // So that after a power failure the position is not beyond what is left of the journal.
            journal.sync();
            checkpoints.write(traffic);
            lastCheckpoint = traffic.position();
            Instant now = clock.instant();
            checkpointed = Optional.of(now);
            journal.deleteBefore(checkpoints.neededFrom(), now.minus(settings.retainJournal()));
        } catch (StillwatchException e) {
            listener.noticed(Causes.of(e));
        }
    }

    /**
     * Stores the state as far as it has been read, waits some seconds for a running assessment, and ends. What was not
     * read yet will be after the next start. Close it before the journal.
     */
    @Override
    public void close() {
        stopping = true;
        try {
            reading.join();
            assessor.close(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
