// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.range.EvaluationReport;
import dev.stillwatch.range.RangeEvaluation;
import dev.stillwatch.range.Replay;
import dev.stillwatch.range.Scenario;
import dev.stillwatch.report.ReportFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch range evaluate}: how well campaigns are found in traffic whose truth is known. */
@Command(
        name = "evaluate",
        header = "Measures how well campaigns are found in labelled traffic.",
        description = {
            "Simulates traffic for each of several seeds, scans it, and compares with the truth: the share of campaign"
                    + " accounts found at fixed false-positive rates, false positives by kind of customer, campaigns found"
                    + " and rightly named, and what a campaign got away with before the first alarm. Over seeds it shows"
                    + " Student's 95 %% interval, for one seed Wilson's.",
            "With --log or --report it scores what exists already instead."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:measured", "1:a fault in Stillwatch", "2:wrong usage, or a folder that cannot be read"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch range evaluate small --seeds 5 --dilution 0.5",
            "  stillwatch range evaluate --log practice --alarm-every 6",
            "  stillwatch range evaluate --report stillwatch-report --truth practice/truth.csv"
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final KnobOptions knobs = new KnobOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PRESET",
            arity = "0..1",
            description = "What to simulate; 'range traffic --list' shows the presets (default: small).")
    private @Nullable String preset;

    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds (default: ${DEFAULT-VALUE}).")
    private int seeds = 3;

    @Option(names = "--seed", paramLabel = "N", description = "The first of them (default: ${DEFAULT-VALUE}).")
    private long firstSeed = 1;

    @Option(
            names = "--alarm-every",
            paramLabel = "HOURS",
            description = "Scan what has come in so far every so many hours, to measure what gets away before the first"
                    + " alarm; 0 to leave that out (default: ${DEFAULT-VALUE}).")
    private double alarmHours = 12;

    @Option(
            names = "--stop-at-alarm",
            description = "Simulate no further than to the first alarm on every campaign. Of a long campaign only the"
                    + " beginning then takes time; all other figures are of that moment. Nothing is written.")
    private boolean stopAtAlarm;

    @Option(
            names = "--fpr",
            paramLabel = "RATE",
            description = "False-positive rate the verdicts are calibrated at (default: ${DEFAULT-VALUE}).")
    private double falsePositiveRate =
            DetectorSettings.DEFAULTS.falsePositiveRate().value();

    @Option(
            names = "--windows",
            paramLabel = "auto|whole|1h,1d,...",
            converter = WindowChoice.Reader.class,
            description =
                    "Shorter windows judged beside the whole log, so that a burst does not drown in it: whole takes"
                            + " none (default), auto those that make sense for its span. In our tests they"
                            + " showed nothing that the whole log does not.")
    private WindowChoice windows = WindowChoice.WHOLE;

    @Option(names = "--log", paramLabel = "DIR", description = "Score this folder of traffic with its truth.csv.")
    private @Nullable Path log;

    @Option(names = "--report", paramLabel = "DIR", description = "Score this folder that 'scan' wrote.")
    private @Nullable Path report;

    @Option(names = "--truth", paramLabel = "FILE", description = "The truth behind --report.")
    private @Nullable Path truth;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    @Mixin
    private PartsOption parts = new PartsOption();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    KnobOptions knobs() {
        return knobs;
    }

    @Override
    public Integer call() {
        require(seeds >= 1, "--seeds is " + seeds + ", must be 1 or more");
        require(
                alarmHours >= 0 && Double.isFinite(alarmHours),
                "--alarm-every is " + alarmHours + ", must be 0 or more");
        require(falsePositiveRate > 0 && falsePositiveRate < 1, "--fpr must be above 0 and below 1");
        boolean simulate = log == null && report == null;
        require(
                simulate || (preset == null && knobs.isEmpty() && (log == null || report == null)),
                "a preset with its knobs, --log and --report exclude each other");
        require(
                !stopAtAlarm || (simulate && alarmHours > 0),
                "--stop-at-alarm needs traffic to simulate and an --alarm-every above 0");
        require((report == null) == (truth == null), "--report and --truth go together");
        EvaluationReport result = new EvaluationReport(evaluation());
        terminal.print(format == OutputFormat.JSON ? result.json() + "\n" : result.table());
        return ExitStatus.OK;
    }

    private RangeEvaluation evaluation() {
        Path scanned = report;
        Path labels = truth;
        if (scanned != null && labels != null) {
            return RangeEvaluation.of(scanned.resolve(ReportFolder.ACCOUNTS), labels);
        }
        try (Progress progress = new Progress(terminal)) {
            FolderDetection detection = new FolderDetection(
                    reading.settings(false, Optional.empty(), Optional.empty()),
                    parts.settings(falsePositiveRate, windows),
                    windows,
                    progress);
            Path folder = log;
            return folder != null
                    ? RangeEvaluation.of(folder, FolderDetection.log(folder), detection::assess, prefixes(detection))
                    : simulated(knobs.scenario(Objects.requireNonNullElse(preset, "small")), detection, progress);
        }
    }

    /** Seed by seed, so that only one seed's traffic takes up space. */
    private RangeEvaluation simulated(Scenario scenario, FolderDetection detection, Progress progress) {
        List<RangeEvaluation.Run> runs = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            if (stopAtAlarm) {
                progress.step("playing traffic of seed " + seed + " up to the alarm");
                runs.add(Replay.until(
                        scenario, seed, new Detector(detection.detector()), alarmStep(), windows.candidates()));
                continue;
            }
            progress.step("simulating traffic of seed " + seed);
            try (TemporaryFolder work = TemporaryFolder.create()) {
                runs.addAll(
                        RangeEvaluation.of(scenario, List.of(seed), detection::assess, prefixes(detection), work.path())
                                .runs());
            }
        }
        return new RangeEvaluation(runs);
    }

    private Optional<RangeEvaluation.Prefixes> prefixes(FolderDetection detection) {
        return alarmHours == 0
                ? Optional.empty()
                : Optional.of(new RangeEvaluation.Prefixes(alarmStep(), detection::assessBefore));
    }

    private Duration alarmStep() {
        return Duration.ofSeconds(Math.max(1, Math.round(alarmHours * 3_600)));
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
