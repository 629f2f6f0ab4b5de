// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.live.LiveSettings;
import dev.stillwatch.report.GatheredAssessments.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;

/**
 * Takes assessments back from the topics of findings, committed records only, and hands each to a listener once it is whole.
 *
 * <p>One thread. Of all followers in a group one at a time is on duty: it has all partitions, until it ends, dies or stalls;
 * then another goes on from where it was. An assessment may so be handed out twice, by one and by the next, never in another
 * order. Where several wait, as after a pause, only the latest is handed out. Holds a few assessments. Thread-safe.
 */
public final class FindingsFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final LiveSettings settings;
    private final InstantSource clock;
    private final FindingsListener listener;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile State state = new State(false, Optional.empty(), Optional.empty(), 0, Optional.empty());

    /* Of the following thread. */
    private GroupNote note = GroupNote.NONE;
    private boolean served;
    private FindingsInbox inbox;
    private Instant handDue;
    private long committedNanos = System.nanoTime();

    /**
     * How following is doing.
     *
     * @param onDuty whether assessments come to this one
     * @param until the time of the assessment handed out last, by whichever follower was on duty then
     * @param handed when this one handed out its last
     * @param unreadable records that are none of a detection job's
     * @param failure why nothing can be followed just now, safe to show
     */
    public record State(
            boolean onDuty,
            Optional<Instant> until,
            Optional<Instant> handed,
            long unreadable,
            Optional<String> failure) {}

    private FindingsFollower(
            KafkaSettings kafka, LiveSettings settings, InstantSource clock, FindingsListener listener) {
        this.kafka = kafka;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        Instant now = clock.instant();
        this.inbox = new FindingsInbox(kafka.topics(), Optional.empty());
        this.handDue = now;
        this.thread = Thread.ofPlatform().name("findings").daemon().unstarted(this::follow);
    }

    /** Starts to follow from where the group was, or from the oldest finding that is kept. */
    public static FindingsFollower start(
            KafkaSettings kafka, LiveSettings settings, InstantSource clock, FindingsListener listener) {
        FindingsFollower follower = new FindingsFollower(kafka, settings, clock, listener);
        follower.thread.start();
        return follower;
    }

    /** How it is doing now. */
    public State state() {
        return state;
    }

    private void follow() {
        while (!stopping) {
            Consumer<byte[], byte[]> consumer = null;
            try {
                consumer = new KafkaConsumer<>(kafka.consumer());
                session(consumer);
            } catch (RuntimeException | Error e) {
                state = new State(
                        false,
                        state.until(),
                        state.handed(),
                        state.unreadable(),
                        Optional.of("findings cannot be followed: " + KafkaCauses.of(e)));
            } finally {
                end(consumer);
            }
            long began = System.nanoTime();
            while (!stopping
                    && System.nanoTime() - began < settings.retryAfter().toNanos()) {
                try {
                    Thread.sleep(POLL);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    private static void end(@Nullable Consumer<byte[], byte[]> consumer) {
        if (consumer != null) {
            try {
                consumer.close(CloseOptions.timeout(ENDING));
            } catch (KafkaException e) {
                // It has left the group, or will be missed there.
            }
        }
    }

    private void session(Consumer<byte[], byte[]> consumer) {
        consumer.subscribe(
                List.of(
                        kafka.topics().accounts(),
                        kafka.topics().campaigns(),
                        kafka.topics().assessments()),
                new Shifts(consumer));
        while (!stopping) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(this::take);
            Instant now = clock.instant();
            Optional<Outcome.Whole> whole = inbox.latest();
            // The first waits until all is read, and so does each after a pause, but none for long.
            if (whole.isPresent() && ((records.isEmpty() && allRead(consumer)) || !now.isBefore(handDue))) {
                hand(whole.get(), consumer);
                handDue = clock.instant().plus(settings.assessEvery());
            } else if (System.nanoTime() - committedNanos >= COMMIT_EVERY.toNanos()) {
                tryCommit(consumer);
            }
        }
    }

    private static boolean allRead(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream()
                .allMatch(each -> consumer.currentLag(each).orElse(1) == 0);
    }

    private void take(ConsumerRecord<byte[], byte[]> each) {
        Instant latest = clock.instant().plus(settings.mostAhead()).plus(settings.assessEvery());
        List<String> said = inbox.take(each, latest);
        said.forEach(listener::noticed);
        if (inbox.unreadable() > 0) {
            if (state.unreadable() == 0) {
                listener.noticed("a record in topic " + each.topic() + ", partition " + each.partition() + ", offset "
                        + each.offset() + ", is no finding and is left out; others like it are only counted");
            }
            state = new State(
                    state.onDuty(),
                    state.until(),
                    state.handed(),
                    state.unreadable() + inbox.takeUnreadable(),
                    state.failure());
        }
    }

    private void hand(Outcome.Whole whole, Consumer<byte[], byte[]> consumer) {
        try {
            listener.assessed(whole.assessment(), whole.until());
        } catch (RuntimeException e) {
            listener.noticed("taking an assessment failed: "
                    + (e instanceof StillwatchException
                            ? e.getMessage()
                            : e.getClass().getSimpleName()));
        }
        inbox.handed();
        note = new GroupNote(Optional.of(whole.until()), note.kept());
        state = new State(
                state.onDuty(), note.handed(), Optional.of(clock.instant()), state.unreadable(), state.failure());
        tryCommit(consumer);
    }

    private void tryCommit(Consumer<byte[], byte[]> consumer) {
        committedNanos = System.nanoTime();
        try {
            commit(consumer);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            // Another one is on duty by now, and begins where this one was.
        }
    }

    private void commit(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> places = inbox.places(consumer, note.text());
        if (!places.isEmpty()) {
            consumer.commitSync(places);
        }
    }

    /** Kept with the places that the group has read up to. */
    private final class Memory implements GroupMemory {
        private final Consumer<byte[], byte[]> consumer;

        Memory(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public String text() {
            return note.kept();
        }

        @Override
        public void replace(String text) {
            GroupNote before = note;
            note = new GroupNote(before.handed(), text);
            try {
                commit(consumer);
            } catch (KafkaException e) {
                note = before;
                throw new StillwatchException(
                        "what the gateways keep together could not be kept by Kafka: " + KafkaCauses.of(e), e);
            }
        }
    }

    /** Coming on duty and going off. */
    private final class Shifts implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;

        Shifts(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            inbox = new FindingsInbox(kafka.topics(), note.handed());
            state = new State(false, state.until(), state.handed(), state.unreadable(), state.failure());
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            boolean onDuty = !partitions.isEmpty();
            if (onDuty) {
                GroupNote left = GroupNote.latest(
                        consumer.committed(new HashSet<>(partitions)).values());
                // Others that join have everybody put down and take up what they had: that is no change.
                if (!served || !left.equals(note)) {
                    note = left;
                    served = true;
                    listener.takesOver(new Memory(consumer));
                }
                inbox = new FindingsInbox(kafka.topics(), note.handed());
                handDue = clock.instant().plus(settings.assessEvery());
                missing(partitions);
            }
            state = new State(onDuty, note.handed(), state.handed(), state.unreadable(), Optional.empty());
        }

        private void missing(Collection<TopicPartition> partitions) {
            for (String topic : List.of(
                    kafka.topics().accounts(),
                    kafka.topics().campaigns(),
                    kafka.topics().assessments())) {
                if (partitions.stream().noneMatch(each -> each.topic().equals(topic))) {
                    listener.noticed("topic " + topic + " does not exist: without it no assessment is whole");
                }
            }
        }
    }

    /** Leaves the group, so that another goes on at once, and ends after what is being handed out. */
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
