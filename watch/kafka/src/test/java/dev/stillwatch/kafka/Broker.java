// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka broker with KRaft, one process that is controller too; it can be killed and started again. */
public final class Broker implements AutoCloseable {
    private final Path folder;
    private final Path settings;
    private JavaProcess process;
    public final String address;
    /** What its clients have to say besides. */
    public final Map<String, String> client;

    public Broker(Path folder) throws IOException, InterruptedException {
        this(folder, Optional.empty());
    }

    /** @param secured has clients come by TLS, with the password, if present */
    public Broker(Path folder, Optional<SecuredListener> secured) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.client = secured.map(SecuredListener::client).orElse(Map.of());
        String scheme = secured.isPresent() ? "SASL_SSL" : "PLAINTEXT";
        int port = freePort();
        int controller = freePort();
        address = "localhost:" + port;
        settings = Files.writeString(
                folder.resolve("server.properties"),
                String.join(
                        "\n",
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@localhost:" + controller,
                        "listeners=" + scheme + "://localhost:" + port + ",CONTROLLER://localhost:" + controller,
                        "advertised.listeners=" + scheme + "://" + address,
                        "controller.listener.names=CONTROLLER",
                        "listener.security.protocol.map=CONTROLLER:PLAINTEXT," + scheme + ":" + scheme,
                        "inter.broker.listener.name=" + scheme,
                        secured.map(SecuredListener::broker).orElse(""),
                        "log.dirs=" + folder.resolve("logs"),
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "transaction.state.log.num.partitions=1",
                        "group.initial.rebalance.delay.ms=0",
                        ""));
        new JavaProcess(
                        folder.resolve("format.log"),
                        List.of("-Xmx256m"),
                        "kafka.tools.StorageTool",
                        List.of("format", "-t", "Q2FtcGFpZ25zQXJlRm91bg", "-c", settings.toString()))
                .finish();
        process = started();
    }

    private JavaProcess started() throws IOException {
        return new JavaProcess(
                folder.resolve("broker.log"), List.of("-Xmx512m"), "kafka.Kafka", List.of(settings.toString()));
    }

    private Map<String, Object> properties(Map<String, String> more) {
        Map<String, Object> all = new HashMap<>(client);
        all.putAll(more);
        all.put("bootstrap.servers", address);
        return all;
    }

    /** As {@code kill -9} does; what was written stays. */
    public void kill() {
        process.kill();
    }

    /** Starts it again, at the same address. */
    public void restart() throws IOException {
        process = started();
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Makes topics; waits for the broker to be up. */
    public void topics(int partitions, String... names) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(properties(Map.of()))) {
            List<NewTopic> topics = new ArrayList<>();
            for (String name : names) {
                topics.add(new NewTopic(name, partitions, (short) 1));
            }
            try {
                admin.createTopics(topics).all().get(60, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new AssertionError("no broker after a minute; see " + process.said, e);
            }
        }
    }

    /** Writes records, each a key and a value, and waits until they are there. */
    public void write(String topic, Collection<Map.Entry<byte[], byte[]>> records)
            throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                properties(Map.of("linger.ms", "5")), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (Map.Entry<byte[], byte[]> each : records) {
                sent.add(producer.send(new ProducerRecord<>(topic, each.getKey(), each.getValue())));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    /** Waits until a group has taken, for good, as many records of a topic as this. */
    public void awaitTaken(String group, String topic, long records) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        try (Admin admin = Admin.create(properties(Map.of()))) {
            long taken = 0;
            while (taken < records) {
                taken = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                        .filter(each -> each.getKey().topic().equals(topic))
                        .mapToLong(each -> each.getValue().offset())
                        .sum();
                process.process.waitFor(50, TimeUnit.MILLISECONDS);
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("only " + taken + " of " + records + " records were taken");
                }
            }
        }
    }

    /** Every committed record of a topic. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                properties(Map.of("isolation.level", "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        process.close();
    }
}
