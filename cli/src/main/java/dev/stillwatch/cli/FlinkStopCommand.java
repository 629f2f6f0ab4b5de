// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.flink.FlinkCluster;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch flink stop}: ends a job on a cluster, so that it can go on. */
@Command(
        name = "stop",
        header = "Stops a job on a Flink cluster with a savepoint.",
        description =
                "Prints the savepoint, for `stillwatch flink submit --from-savepoint`. Where none can be made, the job"
                        + " runs on.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it has stopped",
            "1:a fault in Stillwatch",
            "2:wrong usage, the cluster does not answer or does not know the job, or no savepoint can be made"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch flink stop 3c1f00d5e0c24a4c8b0f6a6f2f1f3a11 --cluster http://flink:8081"
                    + " --savepoint s3://bucket/stillwatch/savepoints",
        })
final class FlinkStopCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private FlinkClusterOptions cluster = new FlinkClusterOptions();

    @Parameters(index = "0", paramLabel = "JOB", description = "Its id, as submit prints it.")
    private String job = "";

    @Option(
            names = "--savepoint",
            paramLabel = "URI",
            required = true,
            description = "Folder for the savepoint, as the cluster sees it.")
    private String savepoint = "";

    FlinkStopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String saved;
        try (FlinkCluster there = cluster.open(Map.of());
                Progress progress = new Progress(terminal)) {
            progress.step("making a savepoint");
            saved = there.job(job).stop(savepoint);
        }
        terminal.print(Terminal.visible(saved) + "\n");
        return ExitStatus.OK;
    }
}
