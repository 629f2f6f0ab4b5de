// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes exchanges to a topic, keyed by account, in compressed batches. Not thread-safe. */
final class Feed implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long records;
    private long bytes;

    Feed(String bootstrap, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "compression.type", "zstd",
                        "linger.ms", "20",
                        // The machine may be busy with other things than the broker.
                        "delivery.timeout.ms", "900000",
                        "request.timeout.ms", "300000",
                        "batch.size", "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void write(String account, byte[] value) {
        send(new ProducerRecord<>(topic, account.getBytes(StandardCharsets.UTF_8), value));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        records++;
        bytes += record.key().length + record.value().length;
        var _ = producer.send(record, (metadata, e) -> {
            if (e != null) {
                failure.set(e);
            }
        });
    }

    /** Writes the same to each of a topic's first partitions. */
    void writeToEach(int partitions, String account, byte[] value) {
        for (int partition = 0; partition < partitions; partition++) {
            send(new ProducerRecord<>(topic, partition, account.getBytes(StandardCharsets.UTF_8), value));
        }
    }

    /** Waits until all is written; returns how many records that are so far. */
    long flushed() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the broker did not take a record", failed);
        }
        return records;
    }

    /** Bytes of keys and values, before they were compressed. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        producer.close();
    }
}
