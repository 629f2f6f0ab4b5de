// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.flink.JobSettings;
import dev.stillwatch.flink.JobStart;
import dev.stillwatch.flink.KafkaTopics;
import dev.stillwatch.flink.LocalCluster;
import dev.stillwatch.flink.RunningJob;
import dev.stillwatch.flink.StateStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch flink run}: the job on a Flink within this process, until it is told to stop. */
@Command(
        name = "run",
        header = "Runs the job on this machine.",
        description = {
            "Reads digests of exchanges from Kafka, judges all accounts together every now and then, and writes what it finds"
                    + " to Kafka. State is kept in memory.",
            "Stops on SIGTERM or Ctrl-C: with --checkpoints by a savepoint, from which it can go on as if nothing had been;"
                    + " without, everything is read again from the start of the topic the next time."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was told to stop and did",
            "1:a fault in Stillwatch",
            "2:wrong usage, Kafka does not answer or lacks a topic, or a folder cannot be used",
            "3:the job failed for good, or could not be stopped with a savepoint"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch flink run --kafka localhost:9092 --checkpoints state",
            "  stillwatch flink run --kafka localhost:9092 --checkpoints state --from-savepoint latest",
            "  stillwatch flink run --kafka localhost:9092 --every 1h --slots 4"
        })
final class FlinkRunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private FlinkJobOptions job = new FlinkJobOptions();

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Tasks of each step that work side by side (default: the processors there are).")
    private int slots = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "Folder for checkpoints and savepoints (default: a temporary one).")
    private @Nullable Path checkpoints;

    @Option(
            names = "--from-savepoint",
            paramLabel = "SAVEPOINT|latest",
            description = "Go on from there; latest is the newest savepoint or checkpoint below --checkpoints.")
    private @Nullable String savepoint;

    @Option(names = "--format", paramLabel = "text|json", description = "How to say what was done (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    FlinkRunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        JobSettings settings = job.settings();
        if (checkpoints == null) {
            if ("latest".equals(savepoint)) {
                throw new StillwatchException(
                        "--from-savepoint latest needs --checkpoints, below which it is looked for");
            }
            try (TemporaryFolder temporary = TemporaryFolder.create()) {
                return run(settings, FlinkFolder.at(temporary.path()), Optional.empty());
            }
        }
        FlinkFolder folder = FlinkFolder.at(checkpoints);
        return run(settings, folder, Optional.of(checkpoints));
    }

    private int run(JobSettings settings, FlinkFolder folder, Optional<Path> kept) throws InterruptedException {
        JobStart start = new JobStart(
                settings,
                slots,
                Optional.of(folder.uri()),
                job.checkpointEvery(),
                Optional.ofNullable("latest".equals(savepoint) ? folder.latest() : savepoint),
                StateStore.HEAP,
                job.flink());
        try (KafkaTopics kafka = new KafkaTopics(job.kafka(), FlinkTopicsCommand.PATIENCE)) {
            kafka.check(settings);
        }
        try (StopSignal stop = new StopSignal();
                LocalCluster local = new LocalCluster(start)) {
            RunningJob running = local.job();
            terminal.say("stillwatch: job " + running.id() + " takes exchanges from " + settings.exchanges() + " at "
                    + settings.kafka().servers() + " with " + slots + (slots == 1 ? " slot" : " slots")
                    + start.savepoint().map(from -> ", from " + from).orElse("") + "; Ctrl-C stops it.");
            RunningJob.Phase last = watch(stop, local);
            FlinkRunReport report = new FlinkRunReport(terminal, format, running.id(), local.counts());
            if (last == RunningJob.Phase.FAILED || last == RunningJob.Phase.ENDED) {
                report.failed(running.failure().orElse("it was cancelled from outside"));
                return ExitStatus.FAILED;
            }
            if (kept.isEmpty()) {
                running.cancel();
                report.stopped();
                return ExitStatus.OK;
            }
            try {
                String saved = running.stop(JobStart.savepoints(folder.uri()).toString());
                report.saved(saved, job.kafkaOptions(), kept.get());
                return ExitStatus.OK;
            } catch (StillwatchException e) {
                report.unsaved(String.valueOf(e.getMessage()), job.kafkaOptions(), kept.get());
                stop.endWith(ExitStatus.FAILED);
                return ExitStatus.FAILED;
            }
        }
    }

    /** Shows how far it has come, until it is to stop or has ended by itself. */
    private RunningJob.Phase watch(StopSignal stop, LocalCluster local) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("stop-signal").start(() -> {
            try {
                stop.await();
                told.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (Progress progress = new Progress(terminal)) {
            RunningJob.Phase phase = RunningJob.Phase.STARTING;
            while (!told.await(1, TimeUnit.SECONDS)) {
                phase = local.job().phase();
                if (phase == RunningJob.Phase.FAILED || phase == RunningJob.Phase.ENDED) {
                    return phase;
                }
                String trouble = phase == RunningJob.Phase.RUNNING
                        ? ""
                        : local.job()
                                .failure()
                                .map(why -> "; failed and tried again: " + why)
                                .orElse("; starting");
                progress.stage(() -> FlinkRunReport.text(local.counts()) + trouble);
            }
            return phase;
        }
    }
}
