// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.flink.JobArguments;
import dev.stillwatch.flink.KafkaTopics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch flink topics}: makes the topics of a job. */
@Command(
        name = "topics",
        header = "Makes the Kafka topics that a job needs.",
        description = {
            "Topics that exist stay as they are. Exchanges are kept a day longer than --keep, so that a job that begins anew"
                    + " finds all it judges; of findings the latest of each account and campaign is kept as long.",
            "Topics hold names of accounts: set who may read them at the brokers."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:they are there", "1:a fault in Stillwatch", "2:wrong usage, no broker answers, or it refuses"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch flink topics --kafka localhost:9092",
            "  stillwatch flink topics --kafka kafka-1:9092,kafka-2:9092 --partitions 64 --replicas 3"
        })
final class FlinkTopicsCommand implements Callable<Integer> {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Terminal terminal;

    @Mixin
    private FlinkTopicOptions topics = new FlinkTopicOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Of each topic; at most as many tasks read side by side (default: ${DEFAULT-VALUE}).")
    private int partitions = 8;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Copies of each partition (default: what the brokers are set to).")
    private @Nullable Short replicas;

    FlinkTopicsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (partitions < 1 || (replicas != null && replicas < 1)) {
            throw new StillwatchException("--partitions and --replicas need 1 or more");
        }
        try (KafkaTopics kafka = new KafkaTopics(topics.kafka(), PATIENCE)) {
            List<String> made =
                    kafka.make(JobArguments.settings(topics.chosen()), partitions, Optional.ofNullable(replicas));
            terminal.print(made.isEmpty() ? "All topics are there.\n" : "Made " + String.join(", ", made) + ".\n");
        }
        return ExitStatus.OK;
    }
}
