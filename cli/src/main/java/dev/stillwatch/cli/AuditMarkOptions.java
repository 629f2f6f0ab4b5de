// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.audit.MarkScreen;
import dev.stillwatch.audit.MarkedRows;
import dev.stillwatch.audit.MarkedSources;
import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.Background;
import dev.stillwatch.registry.RegisteredMark;
import dev.stillwatch.tokenizers.ModelTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The output marks that an audit looks for. */
final class AuditMarkOptions {
    @Option(
            names = "--registry",
            paramLabel = "FILE",
            description =
                    "The registry of your output marks, as marks keys makes it: look for all of them (default: not"
                            + " looked for). Needs --tokenizer.")
    private @Nullable Path registry;

    @Option(
            names = "--registry-key",
            paramLabel = "FILE|env:NAME",
            description = "The key that seals it (default: ${DEFAULT-VALUE}).")
    private String registryKey = "stillwatch-state/marks-key.json";

    @Mixin
    private MarkReadingOptions reading = new MarkReadingOptions();

    /** Adds what looks for the marks, if a registry was named, and warns of what it cannot see. */
    void open(AuditEvidenceOptions.Opened opened, Terminal terminal) {
        Path file = registry;
        if (file == null) {
            reading.given().ifPresent(option -> {
                throw new StillwatchException(option + " says how marks are looked for; name their keys by --registry");
            });
            return;
        }
        if (!Files.exists(file)) {
            throw new StillwatchException(
                    "there is no registry " + file + "; name the one of your marks, or make one: marks keys new");
        }
        ModelTokenizer tokenizer = reading.tokenizer()
                .orElseThrow(
                        () -> new StillwatchException("--registry: marks lie in token ids, and data sets hold text;"
                                + " name the model's tokenizer by --tokenizer"));
        opened.closing().add(tokenizer::close);
        List<String> notes = new ArrayList<>();
        List<RegisteredMark> fitting =
                new MarkRegistryOptions(file, registryKey).fitting(null, Optional.of(tokenizer), notes);
        List<RegisteredMark> marks = fitting.stream()
                .filter(mark -> MarkScreen.canScreen(mark.use().scheme()))
                .toList();
        notes(fitting, marks, notes);
        if (marks.isEmpty()) {
            throw new StillwatchException(
                    "the registry " + file + " has marks of kgw-selfhash only, whose computed chance"
                            + " does not hold for single texts; leave --registry out");
        }
        Background background = reading.background(Optional.of(tokenizer), notes);
        MarkScreen screen = new MarkScreen(
                MarkRegistryOptions.byScheme(marks),
                new MarkScreen.Reading(
                        tokenizer::ids,
                        background,
                        reading.vocabulary(Optional.of(tokenizer)),
                        reading.endOfText(),
                        version(file, tokenizer)));
        opened.witnesses().add(new MarkedRows(screen));
        opened.pooled().add(new MarkedSources(screen));
        notes.forEach(note -> terminal.say("note: " + note));
    }

    private static void notes(List<RegisteredMark> fitting, List<RegisteredMark> marks, List<String> notes) {
        if (marks.size() < fitting.size()) {
            notes.add((fitting.size() - marks.size())
                    + " registered marks are of kgw-selfhash and are not looked for: its computed chance does not hold for"
                    + " single texts");
        }
        marks.stream()
                .filter(RegisteredMark::publicDemoKey)
                .forEach(mark -> notes.add("the key of " + mark.label()
                        + " stands in public documentation: anybody can have left its mark"));
    }

    /** Known again by the sealed file, which tells nothing of a key. */
    private String version(Path file, ModelTokenizer tokenizer) {
        return facts(file) + ", " + tokenizer.sha256() + ", "
                + reading.backgroundFile().map(AuditMarkOptions::facts).orElse("no background") + ", "
                + reading.vocabulary(Optional.of(tokenizer)) + ", " + reading.endOfText();
    }

    private static String facts(Path file) {
        DataFile facts = DataFile.of(file);
        return facts.size() + " " + facts.modified() + " " + facts.head();
    }
}
