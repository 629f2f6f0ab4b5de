// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How Kafka is reached.
 *
 * @param servers {@code host:port} with commas between
 * @param client more of Kafka's client properties, such as those of TLS and SASL; may hold secrets and is never shown, but
 *     travels to the cluster within the job
 */
public record KafkaAccess(String servers, Map<String, String> client) implements Serializable {
    /** What exactly-once rests on, or has an option of its own, is not to be chosen. */
    private static final Set<String> OWN = Set.of(
            "bootstrap.servers",
            "group.id",
            "transactional.id",
            "isolation.level",
            "enable.auto.commit",
            "auto.offset.reset",
            "acks",
            "enable.idempotence",
            "transaction.timeout.ms");
    /** These are set by Flink's connector. */
    private static final List<String> CODECS = List.of("serializer", "deserializer");

    public KafkaAccess {
        // Both kinds of map that copyOf makes can be sent with a job.
        client = Map.copyOf(client);
        Set<String> taken = new TreeSet<>(client.keySet());
        taken.removeIf(name -> !OWN.contains(name) && CODECS.stream().noneMatch(name::endsWith));
        if (!taken.isEmpty()) {
            throw new StillwatchException("Kafka's client properties must not set " + String.join(", ", taken)
                    + ": the job sets what it needs there");
        }
    }

    /** Brokers that ask for nothing. */
    public static KafkaAccess open(String servers) {
        return new KafkaAccess(servers, Map.of());
    }

    /**
     * With the properties of a file, as Kafka's own tools take them.
     *
     * @throws StillwatchException if it cannot be read, or sets what is not to be chosen
     */
    public static KafkaAccess of(String servers, Path file) {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            read.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new StillwatchException(
                    file + ": cannot be read; --kafka-properties names a file of Kafka's client properties", e);
        }
        Map<String, String> client = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> client.put(name, read.getProperty(name, "")));
        return new KafkaAccess(servers, client);
    }

    /** For Kafka's and Flink's builders. */
    Properties properties() {
        Properties properties = new Properties();
        properties.putAll(client);
        return properties;
    }

    /** Without the client's properties. */
    @Override
    public String toString() {
        return "KafkaAccess[" + servers + "]";
    }
}
