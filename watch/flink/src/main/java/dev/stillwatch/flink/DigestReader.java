// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.SingleRecords;
import java.time.Duration;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Takes exchanges from Kafka records, as digests.
 *
 * <p>The value's first byte tells what it is: <code>{</code> begins an exchange as JSON, which is read and digested as a scan
 * does; anything else is the format's version of {@link DigestCodec}. A record that can be read as neither is counted, as
 * {@code unreadable}, and left out; so is an exchange dated more than an hour after its record, as {@code tooNew}: event time
 * would follow it, and all others be too old. The key and headers are not looked at: the account is the one that the value
 * names. For one thread.
 */
final class DigestReader implements KafkaRecordDeserializationSchema<KeyedDigest> {
    private static final long serialVersionUID = 3;
    private static final long MOST_AHEAD_MILLIS = Duration.ofHours(1).toMillis();

    private transient @Nullable Reading reading;

    /** What is made anew wherever the reader is sent. */
    private record Reading(SingleRecords records, DigestExtractor extractor, Counter unreadable, Counter tooNew) {}

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        reading = new Reading(
                // Detection reads nothing of an answer but its length, which stands beside it.
                new SingleRecords(IngestSettings.DEFAULTS.withoutAnswers()),
                new DigestExtractor(),
                context.getMetricGroup().counter("unreadable"),
                context.getMetricGroup().counter("tooNew"));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KeyedDigest> out) {
        Reading own = reading;
        if (own == null) {
            throw new IllegalStateException("used before it was opened");
        }
        byte[] value = record.value();
        if (value == null) {
            own.unreadable.inc();
        } else if (value.length > 0 && value[0] == '{') {
            own.records.parse(value, outcome -> {
                switch (outcome) {
                    case ParseOutcome.Parsed(Exchange exchange) -> {
                        ExchangeDigest digest = own.extractor.extract(exchange);
                        handOn(digest, DigestCodec.encode(digest), record, own, out);
                    }
                    case ParseOutcome.Skipped _, ParseOutcome.Malformed _ -> own.unreadable.inc();
                }
            });
        } else {
            readDigest(value, record, own, out);
        }
    }

    private static void readDigest(
            byte[] value, ConsumerRecord<byte[], byte[]> record, Reading own, Collector<KeyedDigest> out) {
        ExchangeDigest digest;
        try {
            digest = DigestCodec.decode(value);
        } catch (StillwatchException _) {
            // One record that is damaged, or of a later release, must not stop the others.
            own.unreadable.inc();
            return;
        }
        handOn(digest, value, record, own, out);
    }

    private static void handOn(
            ExchangeDigest digest,
            byte[] encoded,
            ConsumerRecord<byte[], byte[]> record,
            Reading own,
            Collector<KeyedDigest> out) {
        long asked = digest.time().toEpochMilli();
        // By the record's time, not the clock's: what is read again is then decided as before.
        if (record.timestampType() != TimestampType.NO_TIMESTAMP_TYPE
                && asked > record.timestamp() + MOST_AHEAD_MILLIS) {
            own.tooNew.inc();
        } else {
            out.collect(new KeyedDigest(digest.account(), asked, encoded));
        }
    }

    @Override
    public TypeInformation<KeyedDigest> getProducedType() {
        return TypeInformation.of(KeyedDigest.class);
    }
}
