// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.detect.Parts;
import dev.stillwatch.detect.SpreadDetector;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import dev.stillwatch.kafka.Broker;
import dev.stillwatch.report.AssessmentRecords;
import dev.stillwatch.report.GatheredAssessments;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
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

    /** How each of two jobs, on the same cluster, judges the accounts. */
    private static final Map<String, Parts> JOBS = Map.of("together", Parts.ONE, "parts", new Parts(3, 60));

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

    private static Assessment assessed(List<ExchangeDigest> digests, Parts parts) {
        TrafficSummary traffic = new TrafficSummary();
        digests.forEach(traffic::observe);
        return new SpreadDetector(new DetectorSettings(DetectorSettings.DEFAULTS.falsePositiveRate(), parts))
                .assess(traffic, Parallel.SEQUENTIAL, ConfirmedBenign.NONE);
    }

    private static Map.Entry<byte[], byte[]> asRecord(ExchangeDigest digest) {
        return Map.entry(digest.account().getBytes(StandardCharsets.UTF_8), DigestCodec.encode(digest));
    }

    /** The assessments that a job wrote, each put together from its records; all of them are whole. */
    static List<Assessment> assessments(Broker broker, String job) {
        List<Assessment> assessments = new ArrayList<>();
        Map<AssessmentRecords.Kind, List<ConsumerRecord<byte[], byte[]>>> records = Map.of(
                AssessmentRecords.Kind.ACCOUNT, broker.read(job + "-accounts"),
                AssessmentRecords.Kind.CAMPAIGN, broker.read(job + "-campaigns"),
                AssessmentRecords.Kind.ASSESSMENT, broker.read(job + "-assessments"));
        List<Long> times = records.get(AssessmentRecords.Kind.ASSESSMENT).stream()
                .map(DetectionJobTest::until)
                .sorted()
                .toList();
        assertThat(times).as("times judged").doesNotHaveDuplicates().isNotEmpty();
        for (long time : times) {
            GatheredAssessments gathered = new GatheredAssessments();
            List<GatheredAssessments.Outcome> outcomes = new ArrayList<>();
            records.forEach((kind, each) -> each.stream()
                    .filter(record -> until(record) == time)
                    .forEach(record -> outcomes.addAll(gathered.take(
                            kind, Instant.ofEpochMilli(time), new String(record.value(), StandardCharsets.UTF_8)))));
            assertThat(outcomes)
                    .as("records of %s of %s", time, job)
                    .singleElement()
                    .isInstanceOf(GatheredAssessments.Outcome.Whole.class);
            assessments.add(((GatheredAssessments.Outcome.Whole) outcomes.getFirst()).assessment());
        }
        assertThat(records.get(AssessmentRecords.Kind.ACCOUNT).stream()
                        .map(each -> until(each) + new String(each.key(), StandardCharsets.UTF_8)))
                .as("each account once for each time")
                .doesNotHaveDuplicates();
        return assessments;
    }

    private static long until(ConsumerRecord<byte[], byte[]> each) {
        return Long.parseLong(new String(each.headers().lastHeader("until").value(), StandardCharsets.US_ASCII));
    }

    static JobSettings settings(Broker broker, String job, Parts parts) {
        return new JobSettings(
                new KafkaAccess(broker.address, broker.client),
                "exchanges",
                job + "-accounts",
                job + "-campaigns",
                job + "-assessments",
                job,
                Duration.ofDays(1),
                Duration.ofDays(28),
                Duration.ofDays(1),
                Duration.ofDays(1),
                parts.count(),
                parts.sample());
    }

    private static JobClient started(Cluster cluster, Broker broker, String job, Optional<String> savepoint)
            throws Exception {
        Configuration configuration = new Configuration();
        savepoint.ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment environment = cluster.environment(configuration);
        environment.setParallelism(2);
        environment.enableCheckpointing(500);
        DetectionJob.define(environment, settings(broker, job, JOBS.get(job)));
        return environment.executeAsync(job);
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
        List<Map.Entry<byte[], byte[]>> stream = stream(digests);
        int third = stream.size() / 3;

        try (Broker broker = new Broker(folder.resolve("kafka"));
                Cluster cluster = new Cluster(folder.resolve("flink"), 2)) {
            broker.topics(2, "exchanges");
            Map<String, JobClient> jobs = new TreeMap<>();
            for (String job : JOBS.keySet()) {
                broker.topics(2, job + "-accounts", job + "-campaigns", job + "-assessments");
                jobs.put(job, started(cluster, broker, job, Optional.empty()));
            }
            broker.write("exchanges", stream.subList(0, third));
            awaitTaken(broker, third);
            cluster.taskManagers.getFirst().kill();
            cluster.startTaskManager();
            broker.write("exchanges", stream.subList(third, 2 * third));
            awaitTaken(broker, 2L * third);
            for (String job : JOBS.keySet()) {
                String savepoint = jobs.get(job)
                        .stopWithSavepoint(false, cluster.savepoints(), SavepointFormatType.CANONICAL)
                        .get();
                jobs.put(job, started(cluster, broker, job, Optional.of(savepoint)));
            }
            broker.write("exchanges", stream.subList(2 * third, stream.size()));
            awaitTaken(broker, stream.size());
            for (String job : JOBS.keySet()) {
                // Event time comes to its end with it, so that what is left is judged.
                jobs.get(job)
                        .stopWithSavepoint(true, cluster.savepoints(), SavepointFormatType.CANONICAL)
                        .get();
                Assessment expected = assessed(digests, JOBS.get(job));
                assertThat(expected.campaigns()).anyMatch(c -> c.verdict() == Verdict.DISTILLATION);
                assertThat(assessments(broker, job))
                        .as(job)
                        .hasSizeGreaterThan(1)
                        .last()
                        .isEqualTo(expected);
            }
        }
    }

    private static void awaitTaken(Broker broker, long records) throws Exception {
        for (String job : JOBS.keySet()) {
            broker.awaitTaken(job, "exchanges", records);
        }
    }
}
