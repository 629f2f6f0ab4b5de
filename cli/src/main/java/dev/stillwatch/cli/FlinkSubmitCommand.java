// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.flink.FlinkCluster;
import dev.stillwatch.flink.JobJars;
import dev.stillwatch.flink.JobSettings;
import dev.stillwatch.flink.JobStart;
import dev.stillwatch.flink.RunningJob;
import dev.stillwatch.flink.StateStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch flink submit}: the job on a cluster that runs already. */
@Command(
        name = "submit",
        header = "Sends the job to a Flink cluster.",
        description = {
            "Sends along the libraries that a Flink installation lacks, waits until all tasks run, and prints the job's id."
                    + " The cluster needs Flink 2.3 and Java 25. --kafka and --checkpoints are meant as the cluster sees them.",
            "Topics are not looked at, for Kafka may be reachable from the cluster only: make them with `stillwatch flink"
                    + " topics`."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it runs",
            "1:a fault in Stillwatch",
            "2:wrong usage, the cluster does not answer, is too small or too old, or the job does not run there"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch flink submit --cluster http://localhost:8081 --kafka localhost:9092 --checkpoints file:///state",
            "  stillwatch flink submit --cluster http://flink:8081 --kafka kafka:9092 --checkpoints s3://bucket/stillwatch"
                    + " --state rocksdb --slots 16",
            "  stillwatch flink submit --cluster http://flink:8081 --kafka kafka:9092"
                    + " --from-savepoint s3://bucket/stillwatch/savepoints/savepoint-1a2b3c"
        })
final class FlinkSubmitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private FlinkClusterOptions cluster = new FlinkClusterOptions();

    @Mixin
    private FlinkJobOptions job = new FlinkJobOptions();

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Tasks of each step that work side by side (default: all slots that are free).")
    private @Nullable Integer slots;

    @Option(
            names = "--checkpoints",
            paramLabel = "URI",
            description = "Where checkpoints and savepoints go (default: as the cluster is set up).")
    private @Nullable URI checkpoints;

    @Option(names = "--from-savepoint", paramLabel = "SAVEPOINT", description = "Go on from there.")
    private @Nullable String savepoint;

    @Option(
            names = "--state",
            paramLabel = "usual|heap|rocksdb",
            description = "Where state is kept: as the cluster is set up, in memory, or on disks (default: usual).")
    private StateStore store = StateStore.USUAL;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long to wait until all tasks run (default: 1m).")
    private Duration longest = Duration.ofMinutes(1);

    @Option(names = "--format", paramLabel = "text|json", description = "How to print the job's id (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    FlinkSubmitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        JobSettings settings = job.settings();
        try (TemporaryFolder scratch = TemporaryFolder.create();
                FlinkCluster there = cluster.open(job.flink())) {
            int free = there.freeSlots();
            int wanted = slots == null ? Math.max(1, free) : slots;
            if (wanted > free) {
                throw new StillwatchException("the cluster at " + cluster.address() + " has " + free
                        + " free slots, and the job is to have " + wanted
                        + "; add TaskManagers, stop a job, or ask for fewer with --slots");
            }
            there.checkJava();
            JobStart start = new JobStart(
                    settings,
                    wanted,
                    Optional.ofNullable(checkpoints),
                    job.checkpointEvery(),
                    Optional.ofNullable(savepoint),
                    store,
                    job.flink());
            List<Path> jars = JobJars.gather(scratch.path());
            RunningJob running;
            try (Progress progress = new Progress(terminal)) {
                progress.step("sending the job with " + jars.size() + " libraries");
                running = there.submit(start, jars);
                progress.step("waiting for job " + running.id() + " to run");
                running.awaitRunning(longest);
            }
            say(running.id(), wanted);
        }
        return ExitStatus.OK;
    }

    private void say(String id, int wanted) {
        if (format == OutputFormat.JSON) {
            terminal.print(EvidenceJson.line(out -> {
                out.writeStringProperty("job", id);
                out.writeStringProperty("cluster", cluster.address().toString());
                out.writeNumberProperty("slots", wanted);
            }));
            return;
        }
        terminal.print("Job " + id + " runs with " + wanted + (wanted == 1 ? " slot" : " slots") + ".\n"
                + "Stop it with: stillwatch flink stop " + id + " --cluster " + cluster.address()
                + " --savepoint FOLDER\n");
    }
}
