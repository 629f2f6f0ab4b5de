// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.audit.Audit;
import dev.stillwatch.audit.AuditFolder;
import dev.stillwatch.audit.AuditPlan;
import dev.stillwatch.audit.AuditSummary;
import dev.stillwatch.audit.CleanedCopy;
import dev.stillwatch.audit.CleaningRule;
import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.corpus.DataFiles;
import dev.stillwatch.corpus.ReadingSettings;
import dev.stillwatch.corpus.Shape;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch audit}: how much of a training data set language models wrote, and why. */
@Command(
        name = "audit",
        header = "Says how much of a training data set language models wrote, which, and why.",
        description = {
            "Reads data sets row by row (.jsonl, .json, .csv, .tsv, each also as .gz or .zst, and .parquet; shapes:"
                    + " messages, ShareGPT, Alpaca, prompt and response, text) and writes report.html, summary.json,"
                    + " findings.jsonl and a draft of section 2.5 of the EU's summary of training content to a folder."
                    + " An audit that was cut off goes on where it was when the same command is given again. No text of"
                    + " the data is written anywhere but into --cleaned."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing was found, which acquits nobody",
            "1:a fault in Stillwatch",
            "2:wrong usage, or input that cannot be read",
            "3:at least one source holds, or may hold, a model's answers",
            "4:too few rows to tell"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch audit train.jsonl --out audit",
            "  stillwatch audit data/ --source-field source --out audit",
            "  stillwatch audit 'data/**/*.parquet' --out audit --format json",
            "  stillwatch audit train.jsonl.zst --out audit --cleaned clean.jsonl --clean-above 0.9",
            "  stillwatch audit train.jsonl --known-set alpaca.known --served-index served-index --out audit",
            "  stillwatch audit train.jsonl --registry marks.registry --tokenizer tokenizer.json --out audit"
        })
final class AuditCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 256;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "DATASET",
            arity = "1..*",
            description = "A file, a folder, or a pattern such as 'data/**/*.parquet'.")
    private List<String> datasets = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Folder for the results (default: ${DEFAULT-VALUE}); earlier ones in it are replaced.")
    private Path out = Path.of("stillwatch-audit");

    @Option(
            names = "--shape",
            paramLabel = "messages|sharegpt|alpaca|prompt-response|text",
            description = "The shape of all files (default: recognised for each).")
    private @Nullable String shape;

    @Option(
            names = "--source-field",
            paramLabel = "NAME",
            description = "The member or column that names where a row comes from (default: each file is a source)."
                    + " Its values are shown in the results.")
    private @Nullable String sourceField;

    @Mixin
    private AuditEvidenceOptions evidence = new AuditEvidenceOptions();

    @Option(
            names = "--cleaned",
            paramLabel = "FILE",
            description = "Write a copy without the rows that --clean-above and --clean-family name; of several files,"
                    + " a folder.")
    private @Nullable Path cleaned;

    @Option(
            names = "--clean-above",
            paramLabel = "STRENGTH",
            description = "Leave out rows whose evidence is as strong as this or stronger, above 0, at most 1 (default:"
                    + " ${DEFAULT-VALUE}). docs/audit.md says how strong what is.")
    private double cleanAbove = 0.9;

    @Option(
            names = "--clean-family",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Of these only those that point to this family of models, such as openai. May be given several"
                            + " times.")
    private List<String> cleanFamilies = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads that look at rows (default: one for each processor). The result does not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--restart", description = "Begin anew, also where an audit in the folder was cut off.")
    private boolean restart;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    AuditCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new StillwatchException("--threads is " + threads + ", must be 1 to " + MOST_THREADS);
        }
        if (!(cleanAbove > 0 && cleanAbove <= 1)) {
            throw new StillwatchException("--clean-above is " + cleanAbove + ", must be above 0 and at most 1");
        }
        if (cleaned == null && !cleanFamilies.isEmpty()) {
            throw new StillwatchException("--clean-family says what to leave out of --cleaned, which is not given");
        }
        ReadingSettings reading = reading();
        List<DataFile> files = DataFiles.find(datasets);
        Path copy = cleaned;
        if (copy != null) {
            CleanedCopy.check(files, copy);
        }
        if (restart) {
            Audit.forget(out);
        }
        AuditSummary summary = audit(files, reading);
        if (copy != null) {
            CleaningRule rule = new CleaningRule(cleanAbove, Set.copyOf(cleanFamilies));
            long leftOut = CleanedCopy.write(files, reading, out, rule, copy);
            terminal.say(String.format(Locale.ROOT, "%s: written without %,d of the rows", copy, leftOut));
        }
        AuditFolder.finish(out, summary, BuildVersion.version());
        terminal.print(
                format == OutputFormat.JSON ? AuditFolder.json(summary) : Terminal.visible(AuditFolder.text(summary)));
        if (format == OutputFormat.TEXT) {
            terminal.print("\nReport: "
                    + Terminal.visible(out.resolve(AuditFolder.REPORT).toString()) + "\n");
        }
        if (!summary.found().isEmpty()) {
            return ExitStatus.FOUND;
        }
        return summary.tooLittle() ? ExitStatus.TOO_LITTLE : ExitStatus.OK;
    }

    private AuditSummary audit(List<DataFile> files, ReadingSettings reading) throws InterruptedException {
        try (AuditEvidenceOptions.Opened opened = evidence.open(
                        terminal, files.stream().mapToLong(DataFile::size).sum());
                Progress progress = new Progress(terminal)) {
            AuditPlan plan = new AuditPlan(
                    reading, opened.witnesses(), opened.pooled(), threads, AuditPlan.USUAL_CHECKPOINT_BYTES);
            return new Audit(files, plan, out, new AuditSteps(terminal, progress)).run();
        }
    }

    private ReadingSettings reading() {
        ReadingSettings reading = ReadingSettings.DEFAULTS;
        String wanted = shape;
        if (wanted != null) {
            Optional<Shape> known = Shape.labelled(wanted.toLowerCase(Locale.ROOT));
            reading = reading.withShape(known.orElseThrow(() ->
                    new StillwatchException("--shape is one of messages, sharegpt, alpaca, prompt-response and text")));
        }
        String field = sourceField;
        return field == null ? reading : reading.withSourceField(field);
    }
}
