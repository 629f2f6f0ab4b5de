// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.Usage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a cluster that {@code deploy/local/cluster.sh} starts: Flink's own jars, and nothing of Stillwatch. */
final class LocalFlink implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final Path SCRIPT = Path.of("../deploy/local/cluster.sh").toAbsolutePath();

    private final Path folder;
    private final Map<String, String> settings;
    final String kafka;
    final String flink;

    /**
     * Starts them.
     *
     * @param more settings of the script
     * @param words what to start, after {@code up}
     */
    LocalFlink(Path folder, Map<String, String> more, String... words) throws Exception {
        this.folder = Files.createDirectories(folder);
        int kafkaPort = freePorts();
        int flinkPort = freePorts();
        this.kafka = "localhost:" + kafkaPort;
        this.flink = "http://localhost:" + flinkPort;
        this.settings = new HashMap<>(Map.of(
                "STILLWATCH_LOCAL",
                folder.resolve("cluster").toString(),
                "STILLWATCH_CLASS_PATH",
                System.getProperty("java.class.path"),
                "KAFKA_PORT",
                Integer.toString(kafkaPort),
                "FLINK_PORT",
                Integer.toString(flinkPort),
                "SLOTS",
                "1",
                "JAVA_HOME",
                System.getProperty("java.home")));
        settings.putAll(more);
        List<String> up = new ArrayList<>(List.of("up"));
        up.addAll(List.of(words));
        if (script(up.toArray(String[]::new)) != 0) {
            String why = Files.readString(said());
            close();
            throw new AssertionError(why);
        }
    }

    /** A port that is free, as the next one is. */
    private static int freePorts() throws IOException {
        while (true) {
            try (ServerSocket first = new ServerSocket(0);
                    ServerSocket second = new ServerSocket(first.getLocalPort() + 1)) {
                return second.getLocalPort() - 1;
            } catch (IOException | IllegalArgumentException e) {
                // The next one is taken.
            }
        }
    }

    /** Runs the script; its status. */
    int script(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said().toFile());
        builder.environment().putAll(settings);
        Process process = builder.start();
        return process.waitFor();
    }

    /** A command as a process of its own, whose output goes to a file. */
    static Process start(Path out, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stillwatch.cli.Stillwatch"));
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    /** SIGTERM; the status it ends with. */
    static int stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** What the script said last. */
    Path said() {
        return folder.resolve("cluster.out");
    }

    /** A digest of an exchange so long after {@link #START}. */
    static byte[] digest(String account, int id, Duration after) {
        return DigestCodec.encode(new DigestExtractor()
                .extract(new Exchange(
                        Optional.of("id-" + id),
                        START.plus(after),
                        account,
                        Optional.empty(),
                        Api.CHAT,
                        Optional.of("m-large"),
                        new Request(
                                List.of(new Message(Message.Role.USER, "please explain how item " + id + " works")),
                                Parameters.DEFAULTS,
                                List.of()),
                        Optional.empty(),
                        Usage.UNKNOWN,
                        Client.UNKNOWN,
                        Billing.UNKNOWN,
                        OptionalInt.of(200),
                        Optional.empty())));
    }

    /** Writes records of one account, compressed as well as Kafka can, and waits until they are there. */
    void write(String topic, String account, List<byte[]> values) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "compression.type", "zstd"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] key = account.getBytes(StandardCharsets.UTF_8);
            List<Future<?>> sent = new ArrayList<>();
            values.forEach(value -> sent.add(producer.send(new ProducerRecord<>(topic, key, value))));
            producer.flush();
            assertThat(sent).allMatch(each -> each.state() == Future.State.SUCCESS);
        }
    }

    /** Waits for the committed finding about an account at a time, so long after {@link #START}; its text. */
    String awaitFinding(String topic, String account, Duration after) {
        String until = Long.toString(START.plus(after).toEpochMilli());
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofSeconds(1))) {
                    String time = new String(each.headers().lastHeader("until").value(), StandardCharsets.US_ASCII);
                    if (time.equals(until) && new String(each.key(), StandardCharsets.UTF_8).equals(account)) {
                        return new String(each.value(), StandardCharsets.UTF_8);
                    }
                }
            }
        }
        throw new AssertionError("nothing was found about " + account + " until " + after);
    }

    @Override
    public void close() throws IOException {
        try {
            script("down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
