// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stillwatch flink} with a broker that is not set up for it, started without a cluster. */
class FlinkBrokerTest {
    @TempDir
    private Path folder;

    @Test
    void run_whereTransactionsMustBeShort_saysWhatToSet() throws Exception {
        Map<String, String> settings = Map.of("KAFKA_SETTINGS", "transaction.max.timeout.ms=60000");
        try (LocalFlink local = new LocalFlink(folder, settings, "kafka")) {
            assertThat(local.script("status")).as("only a part runs").isEqualTo(3);
            assertThat(local.said()).content().contains("kafka: runs, process ", "jobmanager: does not run");
            Command topics = Command.run("flink", "topics", "--kafka", local.kafka);
            assertThat(topics.status()).as(topics.err()).isZero();

            Command run = Command.run("flink", "run", "--kafka", local.kafka);

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .contains("allow transactions of 60000 ms only", "set transaction.max.timeout.ms=900000");
            assertThat(run.out()).isEmpty();
        }
    }
}
