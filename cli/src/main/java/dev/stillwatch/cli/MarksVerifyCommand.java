// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.MarkTrial;
import dev.stillwatch.marks.MarkVerdict;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.tokenizers.ModelTokenizer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch marks verify}: whether texts carry a mark. */
@Command(
        name = "verify",
        header = "Tests whether texts carry an output watermark.",
        description =
                "Takes all texts of all FILEs together and tests them for one key, or for every mark that was ever"
                        + " registered. FILE is .jsonl (an object a line, with tokens and prompt_tokens, or text and prompt, or"
                        + " an exchange log's response) or plain text, either of them also as .gz. Each distinct window of"
                        + " tokens is scored once. Beside the exact chance of such a score without the mark stands its rank"
                        + " among decoy keys; where both disagree, the rank counts.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no mark shown, though there was enough to show one",
            "1:a fault in Stillwatch",
            "2:wrong usage, or input that cannot be read",
            "3:marked",
            "4:too little to tell"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch marks verify suspect.txt --tokenizer tokenizer.json",
            "  stillwatch marks verify ids.jsonl --scheme gumbel-vllm --key env:VLLM_WATERMARK_KEY",
            "  stillwatch marks verify suspect.jsonl --tokenizer tokenizer.json --background background --format json"
        })
final class MarksVerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Texts, or token ids.")
    private List<Path> files = List.of();

    @Mixin
    private MarkSchemeOptions scheme = new MarkSchemeOptions();

    @Option(
            names = "--key",
            paramLabel = "file:PATH|env:NAME|KEY",
            description = "One key to test instead of the registry's; needs --scheme.")
    private @Nullable String key;

    @Mixin
    private MarkRegistryOptions registry = new MarkRegistryOptions();

    @Mixin
    private MarkReadingOptions reading = new MarkReadingOptions();

    @Option(
            names = "--decoys",
            paramLabel = "N",
            description = "Decoy keys for each scheme, 0 for none (default: 200, for kgw and kgw-selfhash 19).")
    private int decoys = -1;

    @Option(
            names = "--level",
            paramLabel = "P",
            description = "The chance that is allowed for calling unmarked texts marked (default: ${DEFAULT-VALUE}).")
    private double level = 0.01;

    @Option(names = "--strict", description = "Stop at a line that cannot be used instead of passing over it.")
    private boolean strict;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Draws the same decoys each time (default: others each time).")
    private @Nullable Long seed;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    MarksVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!(level > 0 && level < 1) || decoys < -1 || decoys > 1_000_000) {
            throw new StillwatchException("--level is above 0 and below 1, --decoys is 0 to 1000000");
        }
        Optional<ModelTokenizer> tokenizer = reading.tokenizer();
        try {
            MarkReport report = report(tokenizer);
            terminal.print(format == OutputFormat.JSON ? report.json() : report.text());
            return report.status();
        } finally {
            tokenizer.ifPresent(ModelTokenizer::close);
        }
    }

    private MarkReport report(Optional<ModelTokenizer> tokenizer) {
        List<String> notes = new ArrayList<>();
        Map<Scheme, List<MarkTrial.Named>> keys = keys(tokenizer, notes);
        MarkTrials trials = new MarkTrials(
                keys,
                new MarkTrials.Plan(
                        reading.background(tokenizer, notes),
                        decoys,
                        reading.vocabulary(tokenizer),
                        reading.endOfText()),
                random());
        MarkTexts texts = new MarkTexts(tokenizer, strict);
        try (Progress progress = new Progress(terminal)) {
            for (Path file : files) {
                texts.read(file, reply -> {
                    trials.add(reply);
                    progress.step(String.format(Locale.ROOT, "Verifying: %,d texts", texts.texts()));
                });
            }
        }
        if (texts.texts() == 0) {
            throw new StillwatchException("no text was found in " + files
                    + (texts.named().isEmpty() ? "; they are empty" : ": " + String.join("; ", texts.named())));
        }
        texts.named().forEach(line -> terminal.say("passed over " + line));
        MarkVerdict verdict = MarkVerdict.of(trials.findings(), 0, level);
        MarkNotes.about(verdict, trials, texts, reading.backgroundFile().isEmpty(), notes);
        return new MarkReport(verdict, trials.all(), texts.texts(), texts.skipped(), notes);
    }

    private RandomGenerator random() {
        Long given = seed;
        return given == null ? new SecureRandom() : new SplittableRandom(given);
    }

    private Map<Scheme, List<MarkTrial.Named>> keys(Optional<ModelTokenizer> tokenizer, List<String> notes) {
        String given = key;
        if (given != null) {
            Scheme wanted = scheme.scheme();
            return Map.of(wanted, List.of(new MarkTrial.Named("the given key", MarkKeyText.read(wanted, given))));
        }
        return MarkRegistryOptions.byScheme(registry.fitting(scheme.name(), tokenizer, notes));
    }
}
