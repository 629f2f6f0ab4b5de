// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Makes Kafka records of findings: the key is the account's name, the campaign's id or the time judged, the value one JSON
 * object, the header {@code until} the time judged in milliseconds since 1970, as text.
 */
final class FindingWriter implements KafkaRecordSerializationSchema<Finding> {
    private static final long serialVersionUID = 1;

    private final JobSettings settings;

    FindingWriter(JobSettings settings) {
        this.settings = settings;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Finding finding, KafkaSinkContext context, @Nullable Long timestamp) {
        String topic = switch (finding.kind()) {
            case ACCOUNT -> settings.accounts();
            case CAMPAIGN -> settings.campaigns();
            case ASSESSMENT -> settings.assessments();
        };
        Header until =
                new RecordHeader("until", Long.toString(finding.untilMillis()).getBytes(StandardCharsets.US_ASCII));
        return new ProducerRecord<>(
                topic,
                null,
                finding.key().getBytes(StandardCharsets.UTF_8),
                finding.json().getBytes(StandardCharsets.UTF_8),
                List.of(until));
    }
}
