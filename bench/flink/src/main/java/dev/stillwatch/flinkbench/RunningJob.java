// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import dev.stillwatch.detect.Parts;
import dev.stillwatch.flink.Cluster;
import dev.stillwatch.flink.DetectionJob;
import dev.stillwatch.flink.JobSettings;
import dev.stillwatch.flink.KafkaAccess;
import dev.stillwatch.kafka.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/**
 * The job on a cluster of processes, reading one topic.
 *
 * @param input the topic it reads
 */
record RunningJob(Cluster cluster, Broker broker, String input, String group, JobClient client, Progress progress) {
    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    /**
     * How the job of a run differs from that of another.
     *
     * @param name no two runs have the same
     */
    record Plan(String name, String input, int slots, Duration every, Duration recognise) {
        String topic(String kind) {
            return name + "." + kind;
        }
    }

    /** Makes the topics that it writes, and starts it. */
    static RunningJob start(Cluster cluster, Broker broker, Plan plan, Progress progress) throws Exception {
        String group = plan.topic("group");
        broker.topics(plan.slots(), plan.topic("accounts"), plan.topic("campaigns"), plan.topic("assessments"));
        JobSettings settings = new JobSettings(
                KafkaAccess.open(broker.address),
                plan.input(),
                plan.topic("accounts"),
                plan.topic("campaigns"),
                plan.topic("assessments"),
                group,
                plan.every(),
                Duration.ofDays(28),
                plan.recognise(),
                Duration.ofMinutes(1),
                Parts.ONE.count(),
                Parts.ONE.sample());
        StreamExecutionEnvironment environment = cluster.environment(new Configuration());
        environment.setParallelism(plan.slots());
        environment.enableCheckpointing(CHECKPOINTS.toMillis());
        DetectionJob.define(environment, settings);
        return new RunningJob(cluster, broker, plan.input(), group, environment.executeAsync(group), progress);
    }

    /** Waits until it has taken, for good, as many records as this. */
    void awaitTaken(long records, Duration most) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + most.toNanos();
        long said = -1;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address))) {
            while (true) {
                long taken =
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                                .filter(each -> each.getKey().topic().equals(input))
                                .mapToLong(each -> each.getValue().offset())
                                .sum();
                if (taken >= records) {
                    return;
                }
                if (taken != said) {
                    progress.say(String.format("%s: %,d of %,d taken", group, taken, records));
                    said = taken;
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("only " + taken + " of " + records + " records were taken");
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** What the cluster's own page says of it, as JSON; exact once it has ended. */
    String metrics() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(cluster.address() + "/jobs/" + client.getJobID()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the cluster does not answer", e);
        }
    }

    /** Brings event time to its end, so that all is summed up and judged, and ends; returns the savepoint's bytes. */
    long end() throws InterruptedException, ExecutionException {
        String savepoint = client.stopWithSavepoint(true, cluster.savepoints(), SavepointFormatType.CANONICAL)
                .get();
        try (Stream<Path> files = Files.walk(Path.of(URI.create(savepoint)))) {
            return files.mapToLong(
                            each -> each.toFile().isFile() ? each.toFile().length() : 0)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
