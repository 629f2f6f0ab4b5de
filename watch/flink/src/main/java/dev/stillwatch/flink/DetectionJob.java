// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink job: digests from Kafka, summed up by account, judged in parts and then together, findings to Kafka.
 *
 * <p>With checkpoints each exchange counts once and each finding is written once, whatever fails: offsets, state and what
 * was written are stored together. Consumers must read committed records only.
 */
public final class DetectionJob {
    private DetectionJob() {}

    /** Adds the job to an environment, which then executes it. Operators keep their state under names of their own. */
    public static void define(StreamExecutionEnvironment environment, JobSettings settings) {
        KafkaAccess kafka = settings.kafka();
        KafkaSource<KeyedDigest> source = KafkaSource.<KeyedDigest>builder()
                .setProperties(kafka.properties())
                .setBootstrapServers(kafka.servers())
                .setTopics(settings.exchanges())
                .setGroupId(settings.group())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new DigestReader())
                .build();
        WatermarkStrategy<KeyedDigest> times = WatermarkStrategy.<KeyedDigest>forBoundedOutOfOrderness(settings.late())
                .withTimestampAssigner((digest, _) -> digest.timeMillis())
                .withIdleness(Duration.ofMinutes(1));
        SingleOutputStreamOperator<AccountSummary> accounts = environment
                .fromSource(source, times, "exchanges")
                .uid("exchanges")
                .keyBy(KeyedDigest::account)
                .transform(
                        "accounts",
                        TypeInformation.of(AccountSummary.class),
                        new AccountOperator(new AccountTraffic(settings), settings.parts()))
                .uid("accounts");
        SingleOutputStreamOperator<AccountSummary> passedOn = accounts.keyBy(AccountSummary::part)
                .process(new PartJudge(settings), TypeInformation.of(AccountSummary.class))
                .name("parts")
                .uid("parts");
        DataStream<Finding> findings = passedOn.connect(passedOn.getSideOutput(PartJudge.REPORTS))
                .keyBy(_ -> Judge.ALL, _ -> Judge.ALL)
                .process(new Judge(settings), TypeInformation.of(Finding.class))
                .name("judge")
                .uid("judge")
                .union(passedOn.getSideOutput(PartJudge.FINDINGS));
        findings.sinkTo(KafkaSink.<Finding>builder()
                        .setKafkaProducerConfig(kafka.properties())
                        .setBootstrapServers(kafka.servers())
                        .setRecordSerializer(new FindingWriter(settings))
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(settings.group())
                        .setProperty("transaction.timeout.ms", Long.toString(KafkaTopics.TRANSACTION.toMillis()))
                        .build())
                .name("findings")
                .uid("findings");
    }
}
