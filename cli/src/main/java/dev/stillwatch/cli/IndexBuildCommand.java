// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.duplicates.KnownSetWriter;
import dev.stillwatch.duplicates.ServedAnswer;
import dev.stillwatch.duplicates.ServedIndexWriter;
import dev.stillwatch.ingest.LogInputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code stillwatch index build}: makes an index, or adds to one. */
@Command(
        name = "build",
        header = "Makes an index of served answers, or the sketch of a known data set.",
        description = {
            "The kind served (default) reads exchange logs as scan does and keeps, in a folder, keyed hashes of the answers'"
                    + " runs of thirteen words, with days and models; no text, and nothing that can be read without the"
                    + " key. What an answer repeats of its request is left out. Run it again with the same --out to add"
                    + " to the index, or to go on after a break: what it has read of a log it does not read again.",
            "",
            "The kind background adds texts that have nothing to do with the model, such as old human writing, to such"
                    + " an index: runs that they hold are never called served. Give it licence headers, famous"
                    + " quotations, forms and boilerplate.",
            "",
            "The kind known-set makes one file that tells rows of a data set again, exactly or nearly. It holds no"
                    + " text either, but whoever has it can test whether a text is in the set."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:written", "1:a fault in Stillwatch", "2:wrong usage, or files that cannot be read or written"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch index build logs/ --out served",
            "  stillwatch index build december.jsonl.zst --out served",
            "  stillwatch index build --kind background essays.jsonl licences.csv --out served",
            "  stillwatch index build answers.jsonl --data-set --out served",
            "  stillwatch index build --kind known-set --name alpaca52k alpaca.jsonl.gz --out alpaca52k.sketch"
        })
final class IndexBuildCommand implements Callable<Integer> {
    /** What is made. */
    enum Kind {
        SERVED,
        BACKGROUND,
        KNOWN_SET;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "LOG|FILE",
            arity = "1..*",
            description =
                    "A file, a folder or a pattern; for logs also - for standard input. Data sets: JSON lines, CSV"
                            + " or Parquet with messages, ShareGPT, Alpaca or plain-text rows.")
    private List<String> inputs = List.of();

    @Option(
            names = "--kind",
            paramLabel = "served|background|known-set",
            converter = KindReader.class,
            description = "What to make (default: ${DEFAULT-VALUE}).")
    private Kind kind = Kind.SERVED;

    @Option(
            names = "--out",
            paramLabel = "DIR|FILE",
            required = true,
            description = "The index's folder, or the known set's file.")
    private Path out = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "The known set's name, which reports show.")
    private @Nullable String name;

    @Option(
            names = "--data-set",
            description =
                    "The answers are in a data set and not in exchange logs: days and models stay unknown, and rows"
                            + " are added again if it is read again.")
    private boolean dataSet;

    @Option(
            names = "--sampling",
            paramLabel = "N",
            description =
                    "For a new index: keep one run in N, a power of two up to 64 (default: ${DEFAULT-VALUE}). Takes"
                            + " 16 bytes for each run kept; passages of fewer than some 13 + 3 N words may be missed.")
    private int sampling = 1;

    @Mixin
    private IndexKeyOption key = new IndexKeyOption();

    @Option(names = "--strict", description = "Stop at a log record that cannot be read instead of passing over it.")
    private boolean strict;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    IndexBuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Reads a kind as it is printed. */
    static final class KindReader implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String value) {
            for (Kind kind : Kind.values()) {
                if (kind.toString().equalsIgnoreCase(value)) {
                    return kind;
                }
            }
            throw new TypeConversionException("'" + value + "' is no kind; take served, background or known-set");
        }
    }

    @Override
    public Integer call() {
        if (kind == Kind.KNOWN_SET && name == null) {
            throw new ParameterException(spec.commandLine(), "--kind known-set needs a --name");
        }
        if (kind != Kind.KNOWN_SET && name != null) {
            throw new ParameterException(spec.commandLine(), "only a known set has a --name");
        }
        terminal.print(
                switch (kind) {
                    case SERVED -> served();
                    case BACKGROUND -> background();
                    case KNOWN_SET -> knownSet(String.valueOf(name));
                });
        return ExitStatus.OK;
    }

    private String served() {
        try (ServedIndexWriter index = ServedIndexWriter.open(out, key.keysOrFresh(), sampling)) {
            if (dataSet) {
                DataSetTexts texts = read("indexing", row -> {
                    for (String answer : row.responses()) {
                        index.add(new ServedAnswer(answer, row.prompts(), Optional.empty(), Optional.empty()));
                    }
                });
                finish(index);
                return said(texts.rows(), 0, texts.skipped(), "rows");
            }
            ServedLogs logs = new ServedLogs(index, strict);
            try (Progress progress = new Progress(terminal)) {
                logs.read(LogInputs.resolve(inputs, terminal.in()), progress.reading("indexing"));
            }
            finish(index);
            logs.named().forEach(line -> terminal.say("passed over " + line));
            return said(logs.answers(), logs.known(), logs.skipped(), "answers");
        }
    }

    private String background() {
        try (ServedIndexWriter index = ServedIndexWriter.open(out, key.keysOrFresh(), sampling)) {
            DataSetTexts texts = read("reading the background", row -> {
                row.prompts().forEach(index::addCommon);
                row.responses().forEach(index::addCommon);
            });
            finish(index);
            return said(texts.rows(), 0, texts.skipped(), "unrelated rows");
        }
    }

    private void finish(ServedIndexWriter index) {
        try (Progress progress = new Progress(terminal)) {
            progress.step("putting the index in order");
            index.finish();
        }
    }

    private String knownSet(String title) {
        KnownSetWriter writer = new KnownSetWriter(title);
        DataSetTexts texts = read("sketching", row -> writer.add(DataSetTexts.identifying(row)));
        long different = writer.write(out);
        return format == OutputFormat.JSON
                ? EvidenceJson.line(json -> {
                    json.writeStringProperty("name", title);
                    json.writeNumberProperty("rows", texts.rows());
                    json.writeNumberProperty("known", different);
                    json.writeNumberProperty("too_short", writer.tooShort());
                    json.writeNumberProperty("passed_over", texts.skipped());
                })
                : Terminal.visible(String.format(
                        Locale.ROOT,
                        "written: %s knows %,d different texts of %,d rows; %,d rows are too short to be told from chance%n",
                        title,
                        different,
                        texts.rows(),
                        writer.tooShort()));
    }

    private DataSetTexts read(String what, Consumer<CorpusRecord> sink) {
        DataSetTexts texts = new DataSetTexts();
        try (Progress progress = new Progress(terminal)) {
            texts.read(inputs, progress.reading(what), sink);
        }
        texts.named().forEach(line -> terminal.say("passed over " + line));
        return texts;
    }

    private String said(long added, long known, long skipped, String what) {
        return format == OutputFormat.JSON
                ? EvidenceJson.line(json -> {
                    json.writeStringProperty("index", out.toString());
                    json.writeNumberProperty("added", added);
                    json.writeNumberProperty("known_before", known);
                    json.writeNumberProperty("passed_over", skipped);
                })
                : Terminal.visible(String.format(
                        Locale.ROOT,
                        "%s: %,d %s added%s%s%n",
                        out,
                        added,
                        what,
                        known == 0 ? "" : String.format(Locale.ROOT, "; %,d records were in it before", known),
                        skipped == 0 ? "" : String.format(Locale.ROOT, "; %,d passed over", skipped)));
    }
}
