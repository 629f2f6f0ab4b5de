// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.duplicates.KnownSet;
import dev.stillwatch.duplicates.Overlap;
import dev.stillwatch.duplicates.OverlapIndex;
import dev.stillwatch.duplicates.ServedIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch index lookup}: how much of a data set an index knows. */
@Command(
        name = "lookup",
        header = "Tells how much of a data set was served before, or stands in a known set.",
        description = {
            "Of each row the answers are looked up: in an index of served answers each on its own, in a known set all"
                    + " together, with the prompts where they are short.",
            "",
            "verbatim: a rare passage of 50 words or more was served, or one of 20 where half of the text was."
                    + " fragments: less; a lead, no proof. exact and near: a row of the known set, or much like one.",
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing verbatim, exact or near",
            "1:a fault in Stillwatch",
            "2:wrong usage, or files that cannot be read",
            "3:at least one row verbatim, exact or near"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch index lookup suspect.jsonl --index served",
            "  stillwatch index lookup 'data/**/*.parquet' --index alpaca52k.sketch --format json"
        })
final class IndexLookupCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Data sets: files, folders or patterns.")
    private List<String> files = List.of();

    @Option(
            names = "--index",
            paramLabel = "DIR|FILE",
            required = true,
            description = "An index's folder, or a known set's file.")
    private Path place = Path.of("");

    @Mixin
    private IndexKeyOption key = new IndexKeyOption();

    @Option(
            names = "--show",
            paramLabel = "N",
            description = "How many of the rows found to list (default: ${DEFAULT-VALUE}).")
    private int shown = 20;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    IndexLookupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DataSetTexts texts = new DataSetTexts();
        OverlapText found = new OverlapText(shown);
        try (OverlapIndex index =
                Files.isDirectory(place) ? ServedIndex.open(place, key.keys()) : KnownSet.open(place)) {
            try (Progress progress = new Progress(terminal)) {
                texts.read(files, progress.reading("looking up"), row -> found.add(row.place(), of(index, row)));
            }
            texts.named().forEach(line -> terminal.say("passed over " + line));
            terminal.print(
                    format == OutputFormat.JSON
                            ? found.json(index.name(), texts.skipped())
                            : found.text(index.name(), texts.skipped()));
        }
        return found.any() ? ExitStatus.FOUND : ExitStatus.OK;
    }

    private static List<Overlap> of(OverlapIndex index, CorpusRecord row) {
        return switch (index) {
            case KnownSet set -> List.of(set.of(DataSetTexts.identifying(row)));
            case ServedIndex served -> row.responses().stream().map(served::of).toList();
        };
    }
}
