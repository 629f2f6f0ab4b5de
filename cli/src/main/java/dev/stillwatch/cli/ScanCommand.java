// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.report.ScanFacts.OutputPrice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/** {@code stillwatch scan}: checks what was typed; {@link ScanRun} does the work. */
@Command(
        name = "scan",
        header = "Finds distillation campaigns in logs of a language-model API.",
        description = {
            "Reads logs, judges every account, and writes accounts.csv, campaigns.json, report.html and the evidence"
                    + " behind them to a folder. Formats: Stillwatch's own, OpenTelemetry spans (OTLP/JSON), LiteLLM"
                    + " payloads, each as JSON lines, plain or in .gz or .zst, and Parquet."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing was found",
            "1:a fault in Stillwatch",
            "2:wrong usage, or input that cannot be read",
            "3:at least one campaign was found"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch scan logs/ --out report",
            "  stillwatch scan november.jsonl.zst --baseline september.jsonl.zst october.jsonl.zst",
            "  stillwatch scan 'logs/**/*.jsonl.gz' --from 2026-11-01 --to 2026-11-08 --fpr 0.0001",
            "  stillwatch scan logs/ --confirmed-benign checked.txt",
            "  zcat log.gz | stillwatch scan - --format json"
        })
final class ScanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "LOG",
            arity = "0..*",
            description = "A file, a folder, a pattern such as 'logs/**/*.gz', or - for standard input.")
    private List<String> logs = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Folder for the report (default: ${DEFAULT-VALUE}); an earlier report in it is replaced.")
    private Path out = Path.of("stillwatch-report");

    @Option(
            names = "--baseline",
            paramLabel = "LOG",
            arity = "1..*",
            description = "Earlier traffic, taken as benign for calibration. Without it the bulk of the scanned traffic"
                    + " serves.")
    private List<String> baseline = new ArrayList<>();

    @Option(
            names = "--confirmed-benign",
            paramLabel = "FILE",
            description = "Accounts that people found benign, one a line, after a tab the time of the finding if known."
                    + " They are not accused; the others of their group still are.")
    private @Nullable Path confirmedBenign;

    @Option(
            names = "--benign-for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long such a finding holds, such as 180d (default), by the times in the logs.")
    private Duration benignFor = ConfirmedBenign.USUALLY_LASTING;

    @Option(
            names = "--from",
            paramLabel = "T",
            converter = Times.class,
            description = "Leave out exchanges before this time, such as 2026-11-01T08:00:00Z or 2026-11-01.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "T",
            converter = Times.class,
            description = "Leave out exchanges at or after this time.")
    private @Nullable Instant to;

    @Option(
            names = "--fpr",
            paramLabel = "RATE",
            description = "Share of benign accounts that may be called distillation, above 0 and below 1 (default:"
                    + " ${DEFAULT-VALUE}).")
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

    @Option(
            names = "--strict",
            description =
                    "Stop at the first malformed record. Otherwise those are counted, the first few are named, and"
                            + " the rest is read.")
    private boolean strict;

    @Option(
            names = "--price",
            paramLabel = "USD",
            description = "What a million output tokens cost, for the report's estimate (default: ${DEFAULT-VALUE}).")
    private double price = OutputPrice.ASSUMED.perMillion();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    @Mixin
    private PartsOption parts = new PartsOption();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    ScanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
            throw wrong("--fpr is " + falsePositiveRate + ", must be above 0 and below 1");
        }
        if (!(price >= 0 && Double.isFinite(price))) {
            throw wrong("--price is " + price + ", must be 0 or more");
        }
        Instant first = from;
        Instant end = to;
        if (first != null && end != null && !first.isBefore(end)) {
            throw wrong("--from " + first + " is not before --to " + end + ": no exchange lies between them");
        }
        disentangle();
        if (logs.contains("-") && baseline.contains("-")) {
            throw wrong("standard input cannot be both a log and the baseline");
        }
        Path findings = confirmedBenign;
        return new ScanRun(
                        terminal,
                        logs,
                        baseline,
                        out,
                        reading.settings(strict, Optional.ofNullable(first), Optional.ofNullable(end)),
                        parts.settings(falsePositiveRate, windows),
                        findings == null ? ConfirmedBenign.NONE : BenignAccounts.read(findings, benignFor),
                        windows,
                        new OutputPrice(price, OutputPrice.ASSUMED.currency()),
                        format)
                .run();
    }

    /** {@code --baseline} takes all that follows it: of {@code --baseline A B} alone, B must be meant as the log. */
    private void disentangle() {
        if (!logs.isEmpty()) {
            return;
        }
        if (baseline.size() != 2) {
            throw wrong(
                    baseline.isEmpty()
                            ? "name a LOG to scan: a file, a folder, a pattern, or - for standard input"
                            : "no LOG to scan: --baseline takes every name that follows it. Name the LOG first, as in"
                                    + " scan LOG --baseline LOG ...");
        }
        logs = List.of(baseline.getLast());
        baseline = List.of(baseline.getFirst());
        terminal.say("Scanning " + logs.getFirst() + " with " + baseline.getFirst() + " as the baseline.");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
