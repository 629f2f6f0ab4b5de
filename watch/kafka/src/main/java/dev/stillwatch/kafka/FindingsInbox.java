// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.report.AssessmentRecords.Kind;
import dev.stillwatch.report.GatheredAssessments;
import dev.stillwatch.report.GatheredAssessments.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Findings that came in while one follower was on duty, and what of the topics the next one has to read again: everything
 * from the first record on of any time that was not handed out. Not thread-safe.
 */
final class FindingsInbox {
    private static final String UNTIL = "until";

    private final KafkaSettings.Topics topics;
    private final GatheredAssessments gathered;
    /** Where the first record of a time stands, in each partition that has one. */
    private final TreeMap<Instant, Map<TopicPartition, Long>> first = new TreeMap<>();

    private Optional<Outcome.Whole> latest = Optional.empty();
    private long unreadable;

    /**
     * @param handed nothing of this time or before is wanted
     */
    FindingsInbox(KafkaSettings.Topics topics, Optional<Instant> handed) {
        this.topics = topics;
        this.gathered = new GatheredAssessments(handed.orElse(Instant.MIN));
    }

    /**
     * Takes a record.
     *
     * @param most times after this are left out: one such would make all that follow too old
     * @return what an operator should know
     */
    List<String> take(ConsumerRecord<byte[], byte[]> each, Instant most) {
        Optional<Instant> until = until(each.headers().lastHeader(UNTIL));
        if (until.isEmpty() || until.get().isAfter(most) || each.value() == null) {
            unreadable++;
            return List.of();
        }
        first.computeIfAbsent(until.get(), _ -> new HashMap<>())
                .putIfAbsent(new TopicPartition(each.topic(), each.partition()), each.offset());
        List<String> said = new ArrayList<>();
        String json = new String(each.value(), StandardCharsets.UTF_8);
        for (Outcome outcome : gathered.take(kind(each.topic()), until.get(), json)) {
            switch (outcome) {
                case Outcome.Whole whole -> latest = Optional.of(whole);
                case Outcome.LeftOut(Instant time, String why) ->
                    said.add("what was judged at " + time + " is left out: " + why);
            }
        }
        return said;
    }

    private Kind kind(String topic) {
        if (topic.equals(topics.accounts())) {
            return Kind.ACCOUNT;
        }
        return topic.equals(topics.campaigns()) ? Kind.CAMPAIGN : Kind.ASSESSMENT;
    }

    private static Optional<Instant> until(Header header) {
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Instant.ofEpochMilli(Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII))));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The latest assessment that is whole and was not handed out. */
    Optional<Outcome.Whole> latest() {
        return latest;
    }

    /** The latest was handed out. */
    void handed() {
        latest = Optional.empty();
    }

    long unreadable() {
        return unreadable;
    }

    long takeUnreadable() {
        long were = unreadable;
        unreadable = 0;
        return were;
    }

    /** From where on the next follower is to read, with a note for it. */
    Map<TopicPartition, OffsetAndMetadata> places(Consumer<byte[], byte[]> consumer, String note) {
        Set<Instant> wanted = new HashSet<>(gathered.open());
        latest.ifPresent(whole -> wanted.add(whole.until()));
        first.keySet().retainAll(wanted);
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long place = consumer.position(partition);
            for (Map<TopicPartition, Long> of : first.values()) {
                place = Math.min(place, of.getOrDefault(partition, place));
            }
            places.put(partition, new OffsetAndMetadata(place, note));
        }
        return places;
    }
}
