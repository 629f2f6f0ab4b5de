// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import dev.stillwatch.report.AccountJson;
import dev.stillwatch.report.CampaignJson;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a cluster of processes, with a broker of its own. */
class DetectionJobTest {
    private static final Path LOG = Path.of("../../examples/traffic.jsonl.gz");

    @TempDir
    private Path folder;

    private static List<ExchangeDigest> digests() {
        DigestExtractor extractor = new DigestExtractor();
        List<ExchangeDigest> digests = new ArrayList<>();
        List<LogInput> inputs = LogInputs.resolve(List.of(LOG.toString()), InputStream.nullInputStream());
        try (RecordBatches batches = inputs.getFirst().open(IngestSettings.DEFAULTS)) {
            for (Optional<RecordBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                batch.get().parse((location, outcome) -> {
                    if (outcome instanceof ParseOutcome.Parsed(Exchange e)) {
                        digests.add(extractor.extract(e));
                    }
                });
            }
        }
        return digests;
    }

    private static Assessment assessed(List<ExchangeDigest> digests) {
        TrafficSummary traffic = new TrafficSummary();
        digests.forEach(traffic::observe);
        return new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary());
    }

    private static Map.Entry<byte[], byte[]> asRecord(ExchangeDigest digest) {
        return Map.entry(digest.account().getBytes(StandardCharsets.UTF_8), DigestCodec.encode(digest));
    }

    /** The values of the records of the last time judged. */
    private static List<String> latest(List<ConsumerRecord<byte[], byte[]>> records) {
        long last = records.stream().mapToLong(DetectionJobTest::until).max().orElse(0);
        return records.stream()
                .filter(each -> until(each) == last)
                .map(each -> new String(each.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static long until(ConsumerRecord<byte[], byte[]> each) {
        return Long.parseLong(new String(each.headers().lastHeader("until").value(), StandardCharsets.US_ASCII));
    }

    private static JobSettings settings(Broker broker) {
        return new JobSettings(
                broker.address,
                "exchanges",
                "accounts",
                "campaigns",
                "test",
                Duration.ofDays(1),
                Duration.ofDays(28),
                Duration.ofDays(1),
                Duration.ofDays(1));
    }

    private static JobClient started(Cluster cluster, Broker broker, Optional<String> savepoint) throws Exception {
        Configuration configuration = new Configuration();
        savepoint.ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment environment = cluster.environment(configuration);
        environment.setParallelism(2);
        environment.enableCheckpointing(500);
        DetectionJob.define(environment, settings(broker));
        return environment.executeAsync("test");
    }

    /** The whole log out of order, a tenth of it twice, and records that are no digests. */
    private static List<Map.Entry<byte[], byte[]>> stream(List<ExchangeDigest> digests) {
        Random random = new Random(17);
        List<Map.Entry<byte[], byte[]>> stream = new ArrayList<>();
        digests.forEach(each -> stream.add(asRecord(each)));
        for (int copies = digests.size() / 10; copies > 0; copies--) {
            stream.add(asRecord(digests.get(random.nextInt(digests.size()))));
        }
        Collections.shuffle(stream, random);
        byte[] cut = Arrays.copyOf(stream.getFirst().getValue(), 40);
        for (byte[] damaged : List.of(new byte[] {1, 2, 3}, new byte[0], cut)) {
            stream.add(stream.size() / 2, Map.entry(new byte[0], damaged));
        }
        return stream;
    }

    @Test
    void job_killedStoppedAndRestored_findsWhatTheDetectorFindsByItself() throws Exception {
        List<ExchangeDigest> digests = digests();
        Assessment expected = assessed(digests);
        assertThat(expected.campaigns()).anyMatch(c -> c.verdict() == Verdict.DISTILLATION);
        List<Map.Entry<byte[], byte[]>> stream = stream(digests);
        int third = stream.size() / 3;

        try (Broker broker = new Broker(folder.resolve("kafka"));
                Cluster cluster = new Cluster(folder.resolve("flink"), 2)) {
            broker.topics(2, "exchanges", "accounts", "campaigns");
            JobClient job = started(cluster, broker, Optional.empty());
            broker.write("exchanges", stream.subList(0, third));
            broker.awaitTaken("test", "exchanges", third);
            cluster.taskManagers.getFirst().kill();
            broker.write("exchanges", stream.subList(third, 2 * third));
            broker.awaitTaken("test", "exchanges", 2L * third);
            String savepoint = job.stopWithSavepoint(false, cluster.savepoints(), SavepointFormatType.CANONICAL)
                    .get();
            job = started(cluster, broker, Optional.of(savepoint));
            broker.write("exchanges", stream.subList(2 * third, stream.size()));
            broker.awaitTaken("test", "exchanges", stream.size());
            // Event time comes to its end with it, so that what is left is judged.
            job.stopWithSavepoint(true, cluster.savepoints(), SavepointFormatType.CANONICAL)
                    .get();

            List<ConsumerRecord<byte[], byte[]>> accounts = broker.read("accounts");
            assertThat(accounts.stream().map(DetectionJobTest::until).distinct())
                    .as("times judged")
                    .hasSizeGreaterThan(1);
            assertThat(accounts.stream().map(each -> until(each) + new String(each.key(), StandardCharsets.UTF_8)))
                    .as("each account once for each time")
                    .doesNotHaveDuplicates();
            assertThat(latest(accounts))
                    .containsExactlyInAnyOrderElementsOf(
                            expected.accounts().stream().map(AccountJson::text).toList());
            assertThat(latest(broker.read("campaigns")))
                    .containsExactlyInAnyOrderElementsOf(expected.campaigns().stream()
                            .map(CampaignJson::text)
                            .toList());
        }
    }
}
