// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch flink}: the detector on Apache Flink. */
@Command(
        name = "flink",
        header = "Runs the detector on Apache Flink, with Apache Kafka before and behind it.",
        footer = {
            "  stillwatch flink topics --kafka localhost:9092 --partitions 8",
            "  stillwatch flink run --kafka localhost:9092 --checkpoints state",
            "  stillwatch flink submit --cluster http://flink:8081 --kafka kafka:9092 --checkpoints s3://bucket/stillwatch"
        })
final class FlinkCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new FlinkCommand())
                .addSubcommand("topics", new FlinkTopicsCommand(terminal))
                .addSubcommand("run", new FlinkRunCommand(terminal))
                .addSubcommand("submit", new FlinkSubmitCommand(terminal))
                .addSubcommand("stop", new FlinkStopCommand(terminal))
                .addSubcommand("jars", new FlinkJarsCommand(terminal));
    }
}
