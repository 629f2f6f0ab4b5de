// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.report.AssessmentRecords;
import dev.stillwatch.report.AssessmentRecords.Line;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes findings as a detection job does: each assessment in a transaction. */
public final class TestFindings implements AutoCloseable {
    private final KafkaSettings.Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;

    public TestFindings(String servers, KafkaSettings.Topics topics, String transactions) {
        this.topics = topics;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", transactions),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** An assessment's records, in the order in which they are written. */
    public static List<Line> lines(Assessment assessment, Instant until) {
        List<Line> lines = new ArrayList<>();
        AssessmentRecords.write(assessment, until, lines::add);
        return lines;
    }

    /** Writes a whole assessment. */
    public void write(Assessment assessment, Instant until) {
        write(lines(assessment, until), until);
    }

    /** Writes some records of one time, for good. */
    public void write(List<Line> lines, Instant until) {
        producer.beginTransaction();
        lines.forEach(line -> send(line, until));
        producer.commitTransaction();
    }

    /** Writes some records, and takes them back. */
    public void abort(List<Line> lines, Instant until) {
        producer.beginTransaction();
        lines.forEach(line -> send(line, until));
        producer.flush();
        producer.abortTransaction();
    }

    private void send(Line line, Instant until) {
        String topic = switch (line.kind()) {
            case ACCOUNT -> topics.accounts();
            case CAMPAIGN -> topics.campaigns();
            case ASSESSMENT -> topics.assessments();
        };
        byte[] time = Long.toString(until.toEpochMilli()).getBytes(StandardCharsets.US_ASCII);
        var _ = producer.send(new ProducerRecord<>(
                topic,
                null,
                line.key().getBytes(StandardCharsets.UTF_8),
                line.json().getBytes(StandardCharsets.UTF_8),
                List.of(new RecordHeader("until", time))));
    }

    @Override
    public void close() {
        producer.close();
    }
}
