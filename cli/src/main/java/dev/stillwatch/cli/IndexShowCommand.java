// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.duplicates.KnownSet;
import dev.stillwatch.duplicates.ServedIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch index show}: what an index holds, in numbers. */
@Command(
        name = "show",
        header = "Tells what an index of served answers, or the sketch of a known set, holds.",
        description = "Reads all of it once, so what is damaged or cut off is named.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:shown",
            "1:a fault in Stillwatch",
            "2:wrong usage, or an index that is damaged or has another key"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch index show served", "  stillwatch index show alpaca52k.sketch --format json"})
final class IndexShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR|FILE", description = "An index's folder, or a known set's file.")
    private Path place = Path.of("");

    @Mixin
    private IndexKeyOption key = new IndexKeyOption();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    IndexShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String shown;
        try (Progress progress = new Progress(terminal)) {
            progress.step("checking " + place);
            shown = Files.isDirectory(place) ? served() : known();
        }
        terminal.print(shown);
        return ExitStatus.OK;
    }

    private String served() {
        try (ServedIndex index = ServedIndex.open(place, key.keys())) {
            ServedIndex.Facts facts = index.facts();
            return format == OutputFormat.JSON
                    ? EvidenceJson.line(json -> {
                        json.writeStringProperty("kind", "served");
                        json.writeNumberProperty("answers", facts.answers());
                        json.writeNumberProperty("words", facts.words());
                        json.writeNumberProperty("runs", facts.runs());
                        json.writeNumberProperty("common_runs", facts.common());
                        json.writeNumberProperty("sampling", facts.sampling());
                        json.writeNumberProperty("inputs", facts.inputs());
                        json.writeNumberProperty("false_run_rate", facts.falseRunRate());
                        json.writeArrayPropertyStart("models");
                        facts.models().forEach(json::writeString);
                        json.writeEndArray();
                    })
                    : Terminal.visible(String.format(
                            Locale.ROOT,
                            "%s: served answers%n"
                                    + "answers       %,d, %,d words, from %,d logs%n"
                                    + "runs          %,d different runs of 13 words%s%n"
                                    + "background    %,d runs of unrelated texts%n"
                                    + "models        %s%n"
                                    + "false matches %.2g of runs that were not served%n",
                            place,
                            facts.answers(),
                            facts.words(),
                            facts.inputs(),
                            facts.runs(),
                            facts.sampling() == 1 ? "" : ", one kept in " + facts.sampling(),
                            facts.common(),
                            facts.models().isEmpty() ? "not named" : String.join(", ", facts.models()),
                            facts.falseRunRate()));
        }
    }

    private String known() {
        try (KnownSet set = KnownSet.open(place)) {
            return format == OutputFormat.JSON
                    ? EvidenceJson.line(json -> {
                        json.writeStringProperty("kind", "known-set");
                        json.writeStringProperty("name", set.name());
                        json.writeNumberProperty("texts", set.size());
                        json.writeNumberProperty("false_exact_rate", set.size() / 0x1p64);
                    })
                    : Terminal.visible(String.format(
                            Locale.ROOT,
                            "%s: known set %s%ntexts         %,d%nfalse matches %.2g of other texts are called exact%n",
                            place,
                            set.name(),
                            set.size(),
                            set.size() / 0x1p64));
        }
    }
}
