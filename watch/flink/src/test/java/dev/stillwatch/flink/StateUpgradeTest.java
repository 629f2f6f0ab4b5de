// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.detect.Parts;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.kafka.Broker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint of an earlier release's job: half of {@link #stream} had been read by a job of commit 21705c6, whose one judge
 * kept nothing of accounts, and whose accounts knew no parts.
 */
class StateUpgradeTest {
    private static final int ACCOUNTS = 12;
    private static final int EXCHANGES = 8;

    @TempDir
    private Path folder;

    /** Of every account an exchange each six hours, two accounts being quiet in the second half. */
    static List<ExchangeDigest> stream() {
        List<ExchangeDigest> stream = new ArrayList<>();
        for (int turn = 0; turn < EXCHANGES; turn++) {
            for (int account = 0; account < ACCOUNTS; account++) {
                if (account > 1 || turn < EXCHANGES / 2) {
                    stream.add(AccountTrafficTest.digest(
                            "account-" + account,
                            100 * turn + account,
                            Duration.ofHours(6L * turn).plusMinutes(account)));
                }
            }
        }
        return stream;
    }

    @Test
    void job_fromSavepointOfTheFirstRelease_goesOnWithWhatItKnew() throws Exception {
        List<ExchangeDigest> stream = stream();
        TrafficSummary traffic = new TrafficSummary();
        stream.forEach(traffic::observe);
        Assessment expected = new Detector(DetectorSettings.DEFAULTS)
                .assess(traffic, new TrafficSummary(), List.of(), Parallel.SEQUENTIAL, ConfirmedBenign.NONE);
        URI savepoint =
                StateUpgradeTest.class.getResource("/savepoint-version-1").toURI();
        try (Broker broker = new Broker(folder.resolve("kafka"));
                Cluster cluster = new Cluster(folder.resolve("flink"), 1)) {
            broker.topics(1, "exchanges", "upgrade-accounts", "upgrade-campaigns", "upgrade-assessments");
            // Where the savepoint's job had stopped reading, twice the same is not read again.
            broker.write(
                    "exchanges",
                    stream.stream()
                            .map(each -> Map.entry(
                                    each.account().getBytes(StandardCharsets.UTF_8), DigestCodec.encode(each)))
                            .toList());
            Configuration configuration = new Configuration();
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toString());
            StreamExecutionEnvironment environment = cluster.environment(configuration);
            environment.setParallelism(1);
            environment.enableCheckpointing(500);
            DetectionJob.define(environment, DetectionJobTest.settings(broker, "upgrade", Parts.ONE));
            JobClient job = environment.executeAsync("upgrade");
            broker.awaitTaken("upgrade", "exchanges", stream.size());
            job.stopWithSavepoint(true, cluster.savepoints(), SavepointFormatType.CANONICAL)
                    .get();
            assertThat(DetectionJobTest.assessments(broker, "upgrade").getLast())
                    .isEqualTo(expected);
        }
    }
}
