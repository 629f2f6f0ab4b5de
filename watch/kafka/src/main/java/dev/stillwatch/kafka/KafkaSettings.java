// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.exchange.StillwatchException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where topics are, and how they are reached.
 *
 * @param servers {@code host:port} with commas between
 * @param group the consumer group of all gateways that share one case store
 * @param client more of Kafka's client properties, such as those of TLS and SASL; may hold secrets and is never shown
 */
public record KafkaSettings(String servers, Topics topics, String group, Map<String, String> client) {
    /** What the promises of publishing and following rest on is not to be chosen. */
    private static final Set<String> OWN = Set.of(
            "bootstrap.servers",
            "acks",
            "enable.idempotence",
            "transactional.id",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "group.id",
            "group.protocol",
            "partition.assignment.strategy",
            "isolation.level",
            "enable.auto.commit",
            "auto.offset.reset");

    /**
     * Names of topics.
     *
     * @param exchanges digests, from gateways to detection
     * @param accounts what was found of accounts
     * @param campaigns campaigns found
     * @param assessments one record for each time judged
     */
    public record Topics(String exchanges, String accounts, String campaigns, String assessments) {
        /** The names that a detection job uses unless told otherwise. */
        public static final Topics DEFAULTS = new Topics(
                "stillwatch.exchanges", "stillwatch.accounts", "stillwatch.campaigns", "stillwatch.assessments");

        public Topics {
            if (Set.copyOf(List.of(exchanges, accounts, campaigns, assessments)).size() < 4) {
                throw new StillwatchException("two topics have one name; each needs one of its own");
            }
        }
    }

    /** The group of gateways unless told otherwise. */
    public static final String GROUP = "stillwatch-gateways";

    public KafkaSettings {
        client = Map.copyOf(client);
        Set<String> taken = new TreeSet<>(client.keySet());
        taken.retainAll(OWN);
        if (!taken.isEmpty()) {
            throw new StillwatchException("Kafka's client properties must not set " + String.join(", ", taken)
                    + ": what is promised of exchanges and findings rests on it");
        }
        try {
            new ProducerConfig(producer(servers, client));
            new ConsumerConfig(consumer(servers, group, client));
        } catch (ConfigException e) {
            // The cause is dropped on purpose: its message repeats the value, and that may be a secret.
            throw new StillwatchException(
                    "Kafka does not take its servers or one of its client properties; write servers as host:port with"
                            + " commas between, and properties as Kafka documents them");
        }
    }

    Map<String, Object> producer() {
        return producer(servers, client);
    }

    Map<String, Object> consumer() {
        return consumer(servers, group, client);
    }

    private static Map<String, Object> producer(String servers, Map<String, String> client) {
        Map<String, Object> all = new HashMap<>();
        all.put("client.id", "stillwatch-publisher");
        // Kafka itself tries again for so long; what fails then is read from the journal once more.
        all.put("delivery.timeout.ms", "30000");
        all.put("request.timeout.ms", "10000");
        all.put("max.block.ms", "10000");
        all.putAll(client);
        all.put("bootstrap.servers", servers);
        all.put("acks", "all");
        all.put("enable.idempotence", "true");
        all.put("key.serializer", ByteArraySerializer.class);
        all.put("value.serializer", ByteArraySerializer.class);
        return all;
    }

    private static Map<String, Object> consumer(String servers, String group, Map<String, String> client) {
        Map<String, Object> all = new HashMap<>();
        all.put("client.id", "stillwatch-findings");
        all.put("session.timeout.ms", "10000");
        // Keeping what was found as cases may take long, and must not cost the right to do it.
        all.put("max.poll.interval.ms", "900000");
        all.put("max.poll.records", "5000");
        // So that topics made later are found.
        all.put("metadata.max.age.ms", "30000");
        all.putAll(client);
        all.put("bootstrap.servers", servers);
        all.put("group.id", group);
        all.put("group.protocol", "classic");
        all.put("partition.assignment.strategy", AllToOneAssignor.class.getName());
        all.put("isolation.level", "read_committed");
        all.put("enable.auto.commit", "false");
        all.put("auto.offset.reset", "earliest");
        all.put("allow.auto.create.topics", "false");
        all.put("key.deserializer", ByteArrayDeserializer.class);
        all.put("value.deserializer", ByteArrayDeserializer.class);
        return all;
    }

    /** Without the client's properties. */
    @Override
    public String toString() {
        return "KafkaSettings[" + servers + ", " + topics + ", " + group + "]";
    }
}
