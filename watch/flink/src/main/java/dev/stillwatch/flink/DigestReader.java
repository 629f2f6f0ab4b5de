// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.StillwatchException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes digests from Kafka records: the value as {@link DigestCodec} writes it. A record that is none is counted, as
 * {@code unreadable}, and left out.
 */
final class DigestReader implements KafkaRecordDeserializationSchema<KeyedDigest> {
    private static final long serialVersionUID = 1;

    private transient @Nullable Counter unreadable;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        unreadable = context.getMetricGroup().counter("unreadable");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KeyedDigest> out) {
        byte[] value = record.value();
        try {
            if (value != null) {
                ExchangeDigest digest = DigestCodec.decode(value);
                out.collect(new KeyedDigest(digest.account(), digest.time().toEpochMilli(), value));
                return;
            }
        } catch (StillwatchException _) {
            // One record that is damaged, or of a later release, must not stop the others.
        }
        if (unreadable != null) {
            unreadable.inc();
        }
    }

    @Override
    public TypeInformation<KeyedDigest> getProducedType() {
        return TypeInformation.of(KeyedDigest.class);
    }
}
