// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.flink.KafkaAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a job's Kafka is and what its topics are called. */
final class FlinkTopicOptions {
    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            required = true,
            description = "Kafka's brokers, several with commas.")
    private String kafka = "";

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description =
                    "More of Kafka's client properties, such as those of TLS and SASL. They go to the cluster within"
                            + " the job.")
    private @Nullable Path properties;

    @Option(
            names = "--exchanges",
            paramLabel = "TOPIC",
            description = "Where digests of exchanges come from (default: stillwatch.exchanges).")
    private @Nullable String exchanges;

    @Option(
            names = "--accounts",
            paramLabel = "TOPIC",
            description = "Where accounts' assessments go (default: stillwatch.accounts).")
    private @Nullable String accounts;

    @Option(
            names = "--campaigns",
            paramLabel = "TOPIC",
            description = "Where campaigns go (default: stillwatch.campaigns).")
    private @Nullable String campaigns;

    @Option(
            names = "--assessments",
            paramLabel = "TOPIC",
            description = "Where it is said of each time that all of it is there (default: stillwatch.assessments).")
    private @Nullable String assessments;

    @Option(
            names = "--keep",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long traffic is kept and judged together (default: 28d).")
    private @Nullable Duration keep;

    KafkaAccess kafka() {
        return properties == null ? KafkaAccess.open(kafka) : KafkaAccess.of(kafka, properties);
    }

    /** Where Kafka is, as it was said. */
    String kafkaOptions() {
        return "--kafka " + kafka + (properties == null ? "" : " --kafka-properties " + properties);
    }

    /** What was chosen, by the names of the options. */
    Map<String, String> chosen() {
        Map<String, String> chosen = new HashMap<>();
        chosen.put("--kafka", kafka);
        put(chosen, "--kafka-properties", properties);
        put(chosen, "--exchanges", exchanges);
        put(chosen, "--accounts", accounts);
        put(chosen, "--campaigns", campaigns);
        put(chosen, "--assessments", assessments);
        put(chosen, "--keep", keep);
        return chosen;
    }

    static void put(Map<String, String> chosen, String name, @Nullable Object value) {
        if (value != null) {
            chosen.put(name, value.toString());
        }
    }
}
