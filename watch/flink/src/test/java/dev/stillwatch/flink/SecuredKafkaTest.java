// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.Parts;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.kafka.Broker;
import dev.stillwatch.kafka.SecuredListener;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS only and asks for a password. */
class SecuredKafkaTest {
    private static final String PASSWORD = "canary-of-a-password";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Path file(String name, Map<String, String> properties) throws Exception {
        Properties all = new Properties();
        all.putAll(properties);
        Path file = folder.resolve(name);
        try (Writer out = Files.newBufferedWriter(file)) {
            all.store(out, null);
        }
        return file;
    }

    @Test
    void job_withPropertiesOfAFile_readsAndWrites_andOthersAreRefused() throws Exception {
        SecuredListener listener = SecuredListener.in(folder.resolve("keys"), PASSWORD);
        try (Broker broker = new Broker(folder.resolve("kafka"), Optional.of(listener));
                Cluster cluster = new Cluster(folder.resolve("flink"), 1)) {
            KafkaAccess access = KafkaAccess.of(broker.address, file("client.properties", listener.client()));
            JobSettings settings = DetectionJobTest.settings(broker, "secured", Parts.ONE);
            assertThat(settings.kafka()).isEqualTo(access);
            try (KafkaTopics topics = new KafkaTopics(access, PATIENCE)) {
                assertThat(topics.make(settings, 1, Optional.empty())).hasSize(4);
                topics.check(settings);
            }
            refused(broker, settings);
            judged(broker, cluster, settings);
        }
    }

    private static void judged(Broker broker, Cluster cluster, JobSettings settings) throws Exception {
        List<ExchangeDigest> stream = StateUpgradeTest.stream();
        broker.write(
                settings.exchanges(),
                stream.stream()
                        .map(each ->
                                Map.entry(each.account().getBytes(StandardCharsets.UTF_8), DigestCodec.encode(each)))
                        .toList());
        StreamExecutionEnvironment environment = cluster.environment(new Configuration());
        environment.setParallelism(1);
        environment.enableCheckpointing(500);
        DetectionJob.define(environment, settings);
        JobClient job = environment.executeAsync("secured");
        broker.awaitTaken(settings.group(), settings.exchanges(), stream.size());
        job.stopWithSavepoint(true, cluster.savepoints(), SavepointFormatType.CANONICAL)
                .get();
        assertThat(DetectionJobTest.assessments(broker, "secured").getLast().accounts())
                .hasSize(12);
    }

    private void refused(Broker broker, JobSettings settings) throws Exception {
        Map<String, String> wrong = new HashMap<>(broker.client);
        wrong.computeIfPresent("sasl.jaas.config", (_, jaas) -> jaas.replace(PASSWORD, "canary-of-another"));
        try (KafkaTopics topics =
                new KafkaTopics(KafkaAccess.of(broker.address, file("wrong.properties", wrong)), PATIENCE)) {
            assertThatThrownBy(() -> topics.check(settings))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("refuses")
                    .hasMessageNotContaining("canary");
        }
        try (KafkaTopics topics = new KafkaTopics(KafkaAccess.open(broker.address), Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> topics.check(settings))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("--kafka-properties FILE");
        }
    }

    @Test
    void settings_shown_haveNoSecretInThem() {
        JobSettings settings = JobSettings.of(
                new KafkaAccess("kafka:9092", Map.of("sasl.jaas.config", "password=\"" + PASSWORD + "\"")));
        assertThat(settings.toString()).contains("kafka:9092").doesNotContain("canary");
    }

    @Test
    void access_ofPropertiesThatTheJobNeeds_isRefused() throws Exception {
        Path file = file("own.properties", Map.of("group.id", "x", "value.deserializer", "y", "client.id", "z"));
        assertThatThrownBy(() -> KafkaAccess.of("kafka:9092", file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("must not set group.id, value.deserializer:");
        assertThatThrownBy(() -> KafkaAccess.of("kafka:9092", folder.resolve("none")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("none: cannot be read; --kafka-properties");
    }

    @Test
    void topics_ofPropertiesThatKafkaDoesNotTake_saySoWithoutThem() {
        KafkaAccess access = new KafkaAccess("localhost:1", Map.of("security.protocol", "canary"));
        assertThatThrownBy(() -> new KafkaTopics(access, PATIENCE))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("properties as Kafka documents them")
                .hasMessageNotContaining("canary");
    }
}
