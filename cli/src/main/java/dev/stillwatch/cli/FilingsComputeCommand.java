// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.filings.ComputeEntry;
import dev.stillwatch.filings.ComputeLedger;
import dev.stillwatch.filings.FilingFiles;
import dev.stillwatch.filings.ReportingRule;
import dev.stillwatch.filings.Threshold;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch filings compute}: what went into a model, by each rule's way of counting. */
@Command(
        name = "compute",
        header = "Sums up what went into a model, as each rule counts, and looks six months ahead.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no limit is exceeded, or may be",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a file that cannot be read",
            "3:a limit is exceeded, or may be"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch filings compute ledger.json --model m-large",
            "  stillwatch filings compute ledger.json --model m-large --at 2026-12-31 --format json"
        })
final class FilingsComputeCommand implements Callable<Integer> {
    private static final int MONTHS_AHEAD = 6;

    private final Terminal terminal;

    @Parameters(paramLabel = "LEDGER", description = "Compute spent and planned, JSON; see docs/filings.md.")
    private Path file = Path.of("");

    @Option(names = "--model", paramLabel = "NAME", required = true, description = "Which model.")
    private String model = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Times.class,
            description = "What had gone into it by then (default: now).")
    private @Nullable Instant at;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    FilingsComputeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What is said under one rule. */
    record Line(Threshold threshold, ComputeLedger.Forecast forecast) {}

    /** Everything that is printed. */
    record Result(List<Line> rules, List<String> contradicted) {}

    @Override
    public Integer call() {
        ComputeLedger ledger =
                FilingFiles.ledger(SmallFiles.read(file), file.toString()).ledger();
        Instant by = at == null ? rules.now() : at;
        Instant ahead = LocalDate.ofInstant(by, ZoneOffset.UTC)
                .plusMonths(MONTHS_AHEAD)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        List<Line> lines = new ArrayList<>();
        for (ReportingRule rule : rules.book().rules()) {
            rule.compute()
                    .ifPresent(test -> lines.add(new Line(
                            ledger.compared(model, rule, test, by), ledger.forecast(model, rule, test, by, ahead))));
        }
        Result result = new Result(
                lines, ledger.contradicted().stream().map(ComputeEntry::id).toList());
        terminal.print(format == OutputFormat.JSON ? FilingFiles.json(result) + "\n" : text(result));
        return lines.stream().allMatch(line -> line.threshold().comparison() == Threshold.Comparison.BELOW)
                ? ExitStatus.OK
                : ExitStatus.FAILED;
    }

    private static String text(Result result) {
        StringBuilder text = new StringBuilder();
        for (Line line : result.rules()) {
            Threshold threshold = line.threshold();
            String ahead = threshold.comparison() == Threshold.Comparison.ABOVE
                    ? ""
                    : line.forecast()
                            .likely()
                            .map(when -> "; likely from " + day(when))
                            .or(() -> line.forecast().soonest().map(when -> "; perhaps from " + day(when)))
                            .orElse("; not within six months as planned");
            text.append(String.format(
                    Locale.ROOT,
                    "%-22s %-8s %s of %.0e%s%n",
                    threshold.rule(),
                    threshold.comparison().name().toLowerCase(Locale.ROOT),
                    threshold.counted().text(),
                    threshold.limit(),
                    ahead));
        }
        for (String id : result.contradicted()) {
            text.append("Entry ")
                    .append(id)
                    .append(": its ways of counting contradict each other; find out which is wrong.\n");
        }
        return text.toString();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
