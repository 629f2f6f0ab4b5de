// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.flink.JobArguments;
import dev.stillwatch.flink.JobSettings;
import dev.stillwatch.flink.KafkaAccess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a job is to do, wherever it runs. */
final class FlinkJobOptions {
    @Mixin
    private FlinkTopicOptions topics = new FlinkTopicOptions();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "From one assessment to the next, by the times of exchanges (default: 5m).")
    private @Nullable Duration every;

    @Option(
            names = "--recognise",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long a copy of an exchange is recognised (default: 1d).")
    private @Nullable Duration recognise;

    @Option(
            names = "--late",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How late an exchange may be and still be in the assessment of its time (default: 1m).")
    private @Nullable Duration late;

    @Option(
            names = "--parts",
            paramLabel = "N",
            description =
                    "Into how many parts accounts are dealt, each judged by itself before what stands out is judged"
                            + " together; for more accounts than one task holds. Stays over savepoints (default: 1).")
    private @Nullable Integer parts;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description =
                    "Consumer group and name of the transactions; one job a name (default: stillwatch-detection).")
    private @Nullable String group;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "From one checkpoint to the next; findings can be read from then on (default: 1m).")
    private Duration checkpointEvery = Duration.ofMinutes(1);

    @Option(names = "-D", paramLabel = "OPTION=VALUE", description = "An option of Flink; may be given several times.")
    private Map<String, String> flink = new LinkedHashMap<>();

    KafkaAccess kafka() {
        return topics.kafka();
    }

    /** Where Kafka is, as it was said. */
    String kafkaOptions() {
        return topics.kafkaOptions();
    }

    JobSettings settings() {
        Map<String, String> chosen = topics.chosen();
        FlinkTopicOptions.put(chosen, "--every", every);
        FlinkTopicOptions.put(chosen, "--recognise", recognise);
        FlinkTopicOptions.put(chosen, "--late", late);
        FlinkTopicOptions.put(chosen, "--parts", parts);
        FlinkTopicOptions.put(chosen, "--group", group);
        return JobArguments.settings(chosen);
    }

    Duration checkpointEvery() {
        return checkpointEvery;
    }

    Map<String, String> flink() {
        return flink;
    }
}
