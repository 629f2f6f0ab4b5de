// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of a job at its brokers: are they there, and making them.
 *
 * <p>Errors are {@link StillwatchException}s that name the place and the remedy. Not thread-safe.
 */
public final class KafkaTopics implements AutoCloseable {
    /** As long as the job's transactions may be: longer than failures it recovers from, and no longer than brokers allow unless told. */
    static final Duration TRANSACTION = Duration.ofMinutes(15);

    private final KafkaAccess kafka;
    private final Duration patience;
    private final Admin admin;

    /**
     * Knows where the brokers are; asks nothing yet.
     *
     * @param patience how long to wait for an answer
     */
    public KafkaTopics(KafkaAccess kafka, Duration patience) {
        this.kafka = kafka;
        this.patience = patience;
        try {
            Properties all = kafka.properties();
            all.put("bootstrap.servers", kafka.servers());
            all.put("request.timeout.ms", Long.toString(Math.max(1, patience.toMillis() / 2)));
            all.put("default.api.timeout.ms", Long.toString(patience.toMillis()));
            this.admin = Admin.create(all);
        } catch (KafkaException e) {
            if (!kafka.client().isEmpty()) {
                // The cause is dropped on purpose: its message may repeat a property's value, and that may be a secret.
                throw new StillwatchException("no client of Kafka can be made for '" + kafka.servers()
                        + "' with the properties given; write HOST:PORT, several with commas, and properties as Kafka"
                        + " documents them");
            }
            throw new StillwatchException(
                    "'" + kafka.servers() + "' names no broker that can be found; write HOST:PORT, several with commas",
                    e);
        }
    }

    /**
     * Holds that a job can run: brokers answer, its topics exist, transactions may be as long as it needs.
     *
     * @throws StillwatchException if not
     */
    public void check(JobSettings settings) {
        Collection<Node> brokers = answer(admin.describeCluster().nodes());
        List<String> missing = missing(settings);
        if (!missing.isEmpty()) {
            throw new StillwatchException("Kafka at " + kafka.servers() + " has no topic " + String.join(", ", missing)
                    + ". Make what is missing with: stillwatch flink topics --kafka " + kafka.servers()
                    + otherNames(settings));
        }
        brokers.stream().findFirst().ifPresent(this::checkTransactions);
    }

    /**
     * Makes those of a job's topics that do not exist.
     *
     * <p>Exchanges are kept for {@code keep}, so that a job that begins anew finds what it judges. Of findings the latest for
     * each account, campaign and time is kept for as long.
     *
     * @param partitions of each topic, 1 or more; tasks beyond that number read nothing
     * @param copies of each partition; the brokers' own choice if absent
     * @return the names of those made
     */
    public List<String> make(JobSettings settings, int partitions, Optional<Short> copies) {
        List<String> missing = missing(settings);
        List<NewTopic> topics = new ArrayList<>();
        for (String name : missing) {
            boolean findings = !name.equals(settings.exchanges());
            topics.add(new NewTopic(name, Optional.of(partitions), copies).configs(policy(settings, findings)));
        }
        try {
            answer(admin.createTopics(topics).all());
        } catch (StillwatchException e) {
            // Somebody else who made them meanwhile did no harm.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        return missing;
    }

    /** How long a topic keeps what, in Kafka's terms. */
    static Map<String, String> policy(JobSettings settings, boolean findings) {
        return Map.of(
                "cleanup.policy",
                findings ? "compact,delete" : "delete",
                "retention.ms",
                Long.toString(settings.keep().plusDays(1).toMillis()));
    }

    private List<String> missing(JobSettings settings) {
        List<String> missing = new ArrayList<>();
        admin.describeTopics(names(settings)).topicNameValues().forEach((name, topic) -> {
            try {
                answer(topic);
            } catch (StillwatchException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                missing.add(name);
            }
        });
        missing.sort(String::compareTo);
        return missing;
    }

    /** All topics of a job. */
    private static List<String> names(JobSettings settings) {
        return List.of(settings.exchanges(), settings.accounts(), settings.campaigns(), settings.assessments());
    }

    private static String otherNames(JobSettings settings) {
        JobSettings usual = JobSettings.of(settings.kafka());
        StringBuilder options =
                new StringBuilder(settings.kafka().client().isEmpty() ? "" : " --kafka-properties FILE");
        if (!settings.exchanges().equals(usual.exchanges())) {
            options.append(" --exchanges ").append(settings.exchanges());
        }
        if (!settings.accounts().equals(usual.accounts())) {
            options.append(" --accounts ").append(settings.accounts());
        }
        if (!settings.campaigns().equals(usual.campaigns())) {
            options.append(" --campaigns ").append(settings.campaigns());
        }
        if (!settings.assessments().equals(usual.assessments())) {
            options.append(" --assessments ").append(settings.assessments());
        }
        return options.toString();
    }

    private void checkTransactions(Node broker) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        Map<ConfigResource, Config> told;
        try {
            told = answer(admin.describeConfigs(List.of(resource)).all());
        } catch (StillwatchException e) {
            if (e.getCause() instanceof AuthorizationException) {
                // Who may not ask may still be allowed to run the job, which then says so itself.
                return;
            }
            throw e;
        }
        Config config = told.get(resource);
        ConfigEntry longest = config == null ? null : config.get("transaction.max.timeout.ms");
        if (longest != null && Long.parseLong(longest.value()) < TRANSACTION.toMillis()) {
            throw new StillwatchException("the brokers at " + kafka.servers() + " allow transactions of "
                    + longest.value() + " ms only, and the job needs " + TRANSACTION.toMillis()
                    + "; set transaction.max.timeout.ms=" + TRANSACTION.toMillis() + " for them");
        }
    }

    private <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw silent(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw silent(cause);
            }
            throw new StillwatchException(
                    "Kafka at " + kafka.servers() + " refuses: "
                            + String.valueOf(cause == null ? e : cause.getMessage()),
                    cause == null ? e : cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StillwatchException("interrupted while waiting for Kafka at " + kafka.servers(), e);
        }
    }

    private StillwatchException silent(Throwable cause) {
        return new StillwatchException(
                "no Kafka broker at " + kafka.servers() + " answers within " + patience.toSeconds()
                        + " s. Is it running, and does it listen there "
                        + (kafka.client().isEmpty()
                                ? "without TLS? What TLS and passwords need goes into a file: --kafka-properties FILE"
                                : "as the properties given for it say?"),
                cause);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
