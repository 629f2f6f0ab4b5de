// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.live.DigestJournal;
import dev.stillwatch.live.JournalPosition;
import dev.stillwatch.live.JournalReader;
import dev.stillwatch.live.LiveSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Follows a journal and sends every digest to a topic: key the account in UTF-8, value as {@link DigestCodec} writes it.
 *
 * <p>One thread. Each digest is sent at least once, in order while nothing fails, by an idempotent producer that waits for
 * all replicas; the place is stored once everything before it was acknowledged, so a killed process sends some again, and who reads
 * drops copies by account and id. While the broker cannot be reached, exchanges wait in the journal. Old files of the
 * journal are deleted once they are published. At most {@value #MOST_UNDERWAY} digests are held. Thread-safe.
 */
public final class JournalPublisher implements AutoCloseable {
    private static final int MOST_UNDERWAY = 10_000;
    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration STORE_EVERY = Duration.ofSeconds(1);
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final DigestJournal journal;
    private final LiveSettings settings;
    private final KafkaSettings kafka;
    private final InstantSource clock;
    private final Consumer<String> noticed;
    private final PublishedPosition place;
    private final Thread thread;

    private volatile boolean stopping;
    private volatile State state;

    /* Of the publishing thread. */
    private long storedNanos = System.nanoTime();

    /**
     * How publishing is doing.
     *
     * @param position everything before it was acknowledged
     * @param published digests acknowledged since the start
     * @param refused digests that no broker takes, and that are left out
     * @param latest when the latest exchange acknowledged was asked
     * @param stored when the place was last stored
     * @param caughtUp when everything appended until then was acknowledged
     * @param failure why nothing can be published just now, safe to show
     */
    public record State(
            JournalPosition position,
            long published,
            long refused,
            Optional<Instant> latest,
            Optional<Instant> stored,
            Instant caughtUp,
            Optional<String> failure) {
        State acknowledged(JournalPosition upTo, long more, long refusedMore, Instant asked) {
            Instant newest = latest.filter(asked::isBefore).orElse(asked);
            return new State(
                    upTo,
                    published + more,
                    refused + refusedMore,
                    Optional.of(newest),
                    stored,
                    caughtUp,
                    Optional.empty());
        }

        State storedAt(Instant now) {
            return new State(position, published, refused, latest, Optional.of(now), caughtUp, failure);
        }

        State caughtUpAt(Instant now) {
            return new State(position, published, refused, latest, stored, now, Optional.empty());
        }

        State failed(String why) {
            return new State(position, published, refused, latest, stored, caughtUp, Optional.of(why));
        }
    }

    /** A digest on its way. */
    private static final class Underway {
        final JournalPosition end;
        final Instant asked;
        volatile boolean answered;
        volatile @Nullable Exception failure;

        Underway(JournalPosition end, Instant asked) {
            this.end = end;
            this.asked = asked;
        }

        boolean failed() {
            return answered && failure != null && !(failure instanceof RecordTooLargeException);
        }

        void answered(@Nullable Exception e) {
            failure = e;
            answered = true;
        }
    }

    private JournalPublisher(
            DigestJournal journal,
            Path folder,
            LiveSettings settings,
            KafkaSettings kafka,
            InstantSource clock,
            Consumer<String> noticed) {
        this.journal = journal;
        this.settings = settings;
        this.kafka = kafka;
        this.clock = clock;
        this.noticed = noticed;
        this.place = new PublishedPosition(folder);
        JournalPosition from = place.load(noticed);
        if (from.compareTo(journal.end()) > 0) {
            noticed.accept("the place published up to is of another journal, which is gone; this one is published from"
                    + " its start");
            from = JournalPosition.START;
        }
        Instant now = clock.instant();
        this.state = new State(from, 0, 0, Optional.empty(), Optional.empty(), now, Optional.empty());
        this.thread = Thread.ofPlatform().name("journal-publish").daemon().unstarted(this::publish);
    }

    /**
     * Starts to publish from the place stored in {@code folder} on, or from the journal's start.
     *
     * @param folder holds the place and nothing else; created where it does not exist
     * @param noticed is told, on the publishing thread, of what an operator should know; safe to show
     * @throws StillwatchException when the folder cannot be used
     */
    public static JournalPublisher start(
            DigestJournal journal,
            Path folder,
            LiveSettings settings,
            KafkaSettings kafka,
            InstantSource clock,
            Consumer<String> noticed) {
        JournalPublisher publisher = new JournalPublisher(journal, folder, settings, kafka, clock, noticed);
        publisher.thread.start();
        return publisher;
    }

    /** How it is doing now. */
    public State state() {
        return state;
    }

    private void publish() {
        while (true) {
            try {
                session();
                return;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                state = state.failed("exchanges cannot be published, and wait in the journal: " + KafkaCauses.of(e));
            }
            if (!retried()) {
                return;
            }
        }
    }

    /** Waits until it is time to try again; false when there is to be no next time. */
    private boolean retried() {
        long began = System.nanoTime();
        while (!stopping && System.nanoTime() - began < settings.retryAfter().toNanos()) {
            try {
                Thread.sleep(IDLE);
            } catch (InterruptedException e) {
                return false;
            }
        }
        return !stopping;
    }

    /** Publishes from what was acknowledged last on, until it is stopped or anything fails. */
    private void session() throws InterruptedException {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer());
        try (JournalReader reader = journal.readFrom(state.position(), damage -> noticed.accept(damage.what()))) {
            follow(producer, reader);
        } finally {
            // What is underway is sent again: waiting for it would keep everything from ending while no broker answers.
            producer.close(Duration.ZERO);
        }
    }

    private void follow(Producer<byte[], byte[]> producer, JournalReader reader) throws InterruptedException {
        Deque<Underway> underway = new ArrayDeque<>();
        // All that had been appended at some time: acknowledged so far, publishing had caught up then.
        Optional<Mark> mark = Optional.empty();
        while (!stopping) {
            boolean more = sendSome(producer, reader, underway, kafka.topics().exchanges());
            settle(underway);
            Instant now = clock.instant();
            if (!more && mark.isEmpty()) {
                mark = Optional.of(new Mark(reader.position(), now));
            }
            if (mark.isPresent()
                    && (underway.isEmpty()
                            || state.position().compareTo(mark.get().end()) >= 0)) {
                state = state.caughtUpAt(mark.get().at());
                mark = Optional.empty();
            }
            if (System.nanoTime() - storedNanos >= STORE_EVERY.toNanos()) {
                store();
            }
            if (!more) {
                await(reader, underway);
            }
        }
        long deadline = System.nanoTime() + ENDING.toNanos();
        while (!underway.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(1);
            settle(underway);
        }
        store();
    }

    private record Mark(JournalPosition end, Instant at) {}

    private void await(JournalReader reader, Deque<Underway> underway) throws InterruptedException {
        if (underway.isEmpty()) {
            journal.awaitBeyond(reader.position(), IDLE);
        } else {
            Thread.sleep(1);
        }
    }

    /** Sends what has been appended, up to what may be underway; false when there was nothing to send. */
    private static boolean sendSome(
            Producer<byte[], byte[]> producer, JournalReader reader, Deque<Underway> underway, String topic) {
        boolean any = false;
        while (underway.size() < MOST_UNDERWAY) {
            Optional<ExchangeDigest> next = reader.next();
            if (next.isEmpty()) {
                return any;
            }
            any = true;
            ExchangeDigest digest = next.get();
            Underway sent = new Underway(reader.position(), digest.time());
            underway.addLast(sent);
            // Its outcome comes to the callback, in order.
            var _ = producer.send(
                    new ProducerRecord<>(
                            topic, digest.account().getBytes(StandardCharsets.UTF_8), DigestCodec.encode(digest)),
                    (_, failure) -> sent.answered(failure));
            if (sent.failed()) {
                // Refused at once, after the longest that sending may block: the next would be as well.
                Exception failure = Objects.requireNonNull(sent.failure);
                throw new StillwatchException(KafkaCauses.of(failure), failure);
            }
        }
        return any;
    }

    /** Takes the answers for what was sent first, up to the first that is still waited for. */
    private void settle(Deque<Underway> underway) {
        long taken = 0;
        long refused = 0;
        Underway last = null;
        while (!underway.isEmpty()
                && underway.getFirst().answered
                && !underway.getFirst().failed()) {
            last = underway.removeFirst();
            if (last.failure == null) {
                taken++;
            } else {
                refused++;
            }
        }
        if (last != null) {
            state = state.acknowledged(last.end, taken, refused, last.asked);
        }
        if (refused > 0) {
            noticed.accept(refused + " exchanges are larger than the topic takes and are missing from detection; raise"
                    + " max.message.bytes of the topic");
        }
        if (!underway.isEmpty() && underway.getFirst().failed()) {
            Exception failure = Objects.requireNonNull(underway.getFirst().failure);
            throw new StillwatchException(KafkaCauses.of(failure), failure);
        }
    }

    private void store() {
        storedNanos = System.nanoTime();
        if (state.position().equals(place.stored())) {
            return;
        }
        try {
            // So that after a power failure the place is not beyond what is left of the journal.
            journal.sync();
            place.store(state.position());
            Instant now = clock.instant();
            state = state.storedAt(now);
            journal.deleteBefore(place.neededFrom(), now.minus(kept()));
        } catch (StillwatchException e) {
            noticed.accept(String.valueOf(e.getMessage()));
        }
    }

    /** If both places are damaged all that is left is published again: copies must be young enough to be recognised. */
    private Duration kept() {
        return settings.retainJournal().compareTo(settings.recognise()) < 0
                ? settings.retainJournal()
                : settings.recognise();
    }

    /** Waits some seconds for what is underway, stores the place, and ends. Close it before the journal. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
