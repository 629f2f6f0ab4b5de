// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.report.ReportFolder;
import dev.stillwatch.report.ScanFacts;
import dev.stillwatch.report.ScanFacts.OutputPrice;
import dev.stillwatch.report.SummaryTable;
import dev.stillwatch.scan.ScanSettings;
import dev.stillwatch.scan.ScannedTraffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One scan: reads, judges, writes the report, says what was found.
 *
 * @param logs names of what to scan, one or more
 * @param baseline names of what is taken as benign
 * @param out folder for the report
 * @param confirmed accounts that people found benign
 */
record ScanRun(
        Terminal terminal,
        List<String> logs,
        List<String> baseline,
        Path out,
        ScanSettings settings,
        DetectorSettings detector,
        ConfirmedBenign confirmed,
        WindowChoice windows,
        OutputPrice price,
        OutputFormat format) {
    private static final int FIRST_FEW = 5;

    ScanRun {
        logs = List.copyOf(logs);
        baseline = List.copyOf(baseline);
    }

    /**
     * Runs it and returns an {@link ExitStatus}.
     *
     * @throws StillwatchException when an input or the output folder is at fault
     */
    int run() {
        long began = System.nanoTime();
        requireFolder();
        LogSelection selection = new LogSelection(out);
        List<LogInput> benign = baseline.isEmpty() ? List.of() : selection.of(baseline, terminal.in(), List.of());
        List<LogInput> scanned = selection.of(logs, terminal.in(), benign);
        LogReading read;
        Assessment assessment;
        ScanFacts facts;
        try (Progress progress = new Progress(terminal)) {
            read = LogReading.of(scanned, benign, settings, progress);
            requireReadable(read.traffic(), logs);
            requireReadable(read.baseline(), baseline);
            assessment = read.assess(detector, windows, confirmed, progress);
            progress.step("writing " + out);
            facts = facts(read.traffic(), Duration.ofNanos(System.nanoTime() - began));
            ReportFolder.write(assessment, facts, out);
        }
        warn("", read.traffic());
        warn("baseline: ", read.baseline());
        tellUnknown(assessment);
        SummaryTable table = new SummaryTable(assessment, facts);
        terminal.print(format == OutputFormat.JSON ? table.json() : table.text(terminal.columns()));
        Optional<Campaign> found = assessment.campaigns().stream()
                .filter(campaign -> campaign.verdict() == Verdict.DISTILLATION)
                .findFirst();
        tellWhereToLook(found);
        return found.isPresent() ? ExitStatus.FOUND : ExitStatus.OK;
    }

    /** Finds out now, not after hours of reading, that a report cannot be written. */
    private void requireFolder() {
        Path existing = out.toAbsolutePath().normalize();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new StillwatchException("cannot write the report to " + out + ": " + existing
                    + (Files.isDirectory(existing) ? " may not be written to" : " is a file, not a folder")
                    + "; name another folder with --out");
        }
    }

    private static void requireReadable(ScannedTraffic read, List<String> names) {
        if (read.malformed() > 0 && read.malformed() == read.records()) {
            ScannedTraffic.Problem first = read.firstMalformed().getFirst();
            throw new StillwatchException(String.format(
                    Locale.ROOT,
                    "%s: none of the %,d records can be read as an exchange. The first: %s: %s. Is the format one of those"
                            + " in 'stillwatch scan --help'?",
                    String.join(", ", names),
                    read.malformed(),
                    first.location(),
                    first.reason()));
        }
    }

    private ScanFacts facts(ScannedTraffic read, Duration elapsed) {
        return new ScanFacts(
                BuildVersion.version(),
                logs,
                baseline,
                read.records(),
                read.malformed(),
                read.firstMalformed().stream()
                        .map(problem ->
                                new ScanFacts.MalformedPlace(problem.location().toString(), problem.reason()))
                        .toList(),
                read.duplicates(),
                read.span().map(span -> new ScanFacts.TimeRange(span.first(), span.last())),
                elapsed,
                price);
    }

    private void warn(String what, ScannedTraffic read) {
        if (read.malformed() > 0) {
            say("%sskipped %,d malformed of %,d records:", what, read.malformed(), read.records());
            read.firstMalformed().stream()
                    .limit(FIRST_FEW)
                    .forEach(problem -> say("  %s: %s", problem.location(), problem.reason()));
            if (read.malformed() > FIRST_FEW) {
                say("  and %,d more", read.malformed() - FIRST_FEW);
            }
        }
        if (read.outsideRange() > 0) {
            say("%sleft out %,d exchanges outside --from and --to", what, read.outsideRange());
        }
        if (read.unidentified() > 0) {
            say("%s%,d exchanges have no id: copies of them count twice", what, read.unidentified());
        }
    }

    /** Names written in another way than the logs do would spare nobody, and nobody would notice. */
    private void tellUnknown(Assessment assessment) {
        Set<String> unseen = new HashSet<>(confirmed.found().keySet());
        assessment.accounts().forEach(account -> unseen.remove(account.account()));
        if (!unseen.isEmpty()) {
            say(
                    "%,d of %,d accounts of --confirmed-benign are not in these logs",
                    unseen.size(), confirmed.found().size());
        }
    }

    private void tellWhereToLook(Optional<Campaign> found) {
        say("Report: %s", out.resolve(ReportFolder.PAGE));
        found.ifPresent(campaign -> say("Why: stillwatch explain %s --campaign %s", out, campaign.id()));
    }

    private void say(String format, Object... arguments) {
        terminal.say(String.format(Locale.ROOT, format, arguments));
    }
}
