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
                        "batch.size", "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void write(String account, byte[] value) {
        byte[] key = account.getBytes(StandardCharsets.UTF_8);
        records++;
        bytes += key.length + value.length;
        var _ = producer.send(new ProducerRecord<>(topic, key, value), (metadata, e) -> {
            if (e != null) {
                failure.set(e);
            }
        });
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
