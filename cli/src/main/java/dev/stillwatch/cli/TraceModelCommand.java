// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.Reply;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.TailProbability;
import dev.stillwatch.radioactivity.ClosedModelReading;
import dev.stillwatch.radioactivity.RadioactivityResult;
import dev.stillwatch.radioactivity.RadioactivityTest;
import dev.stillwatch.radioactivity.RadioactivityTest.Plan;
import dev.stillwatch.radioactivity.Reference;
import dev.stillwatch.radioactivity.SuspectTally;
import dev.stillwatch.radioactivity.TextReference;
import dev.stillwatch.radioactivity.WindowFilter;
import dev.stillwatch.tokenizers.ModelTokenizer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch trace model}: whether a model was trained on marked text. */
@Command(
        name = "model",
        header = "Tests whether a suspect model was trained on text that carries your mark.",
        description = {
            "A model that learns from marked text prefers, by a trace, what the key prefers. Give what the suspect wrote"
                    + " by --texts, or let it be asked at --endpoint. What stood in a prompt is not scored.",
            "With --reference, texts that carry no mark, each distinct pair of window and token counts by how much the"
                    + " suspect differs from them; without, each counts once, which finds far less. The reference"
                    + " never sees the key: a bad one costs power, and accuses nobody. See docs/radioactivity.md."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no trace of a mark, or the test does not hold on these texts",
            "1:a fault in Stillwatch",
            "2:wrong usage, or texts, keys or a suspect that cannot be read",
            "3:the suspect shows the mark",
            "4:too little text to tell"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch trace model --texts answers.jsonl --tokenizer tokenizer.json --reference ours.jsonl",
            "  stillwatch trace model --endpoint http://suspect:8000/v1 --model m --prompts prompts.jsonl \\",
            "    --tokenizer tokenizer.json --reference ours.jsonl --control base-model.jsonl",
            "  stillwatch trace model --texts ids.jsonl --scheme gumbel-vllm --param context-width=2 --key env:KEY"
        })
final class TraceModelCommand implements Callable<Integer> {
    private static final int USUAL_DECOYS = 200;
    /** A green list has to be made anew for each window and decoy, which takes a thousand times as long. */
    private static final int DECOYS_OF_GREEN_LISTS = 50;

    private final Terminal terminal;

    @Mixin
    private SuspectOptions suspect = new SuspectOptions();

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "The tokenizer.json of the model that left the mark; not needed for token ids.")
    private @Nullable Path tokenizer;

    @Mixin
    private MarkSchemeOptions scheme = new MarkSchemeOptions();

    @Option(
            names = "--key",
            paramLabel = "file:PATH|env:NAME",
            description = "One key to test instead of the registry's; needs --scheme.")
    private @Nullable String key;

    @Mixin
    private MarkRegistryOptions registry = new MarkRegistryOptions();

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "Texts like the suspect's that carry no mark, best of all the unmarked model's; may be given"
                    + " several times.")
    private List<Path> references = List.of();

    @Option(
            names = "--marked",
            paramLabel = "FILE",
            description = "Marked answers that the suspect may have learnt from: only their windows are scored. May be"
                    + " given several times.")
    private List<Path> marked = List.of();

    @Option(
            names = "--control",
            paramLabel = "FILE",
            description =
                    "Texts of a model that surely never saw the mark; tested in the same way. May be given several"
                            + " times.")
    private List<Path> controls = List.of();

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "Distinct pairs of window and token that count, those first that would show most; settle it"
                    + " before looking (default: ${DEFAULT-VALUE}).")
    private int windows = 120_000;

    @Option(
            names = "--decoys",
            paramLabel = "N",
            description = "Decoy keys, 20 or more (default: 200, for kgw and kgw-selfhash 50).")
    private int decoys = -1;

    @Option(
            names = "--level",
            paramLabel = "P",
            description = "The chance that is allowed for accusing an innocent (default: ${DEFAULT-VALUE}).")
    private double level = 1e-6;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Draws the same decoys each time (default: others each time).")
    private @Nullable Long seed;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    TraceModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A key and what it is called. */
    private record Named(String label, Scheme scheme, MarkKey key) {}

    @Override
    public Integer call() throws InterruptedException {
        if (!(level > 0 && level < 1) || windows < 1 || (decoys != -1 && (decoys < 20 || decoys > 100_000))) {
            throw new StillwatchException(
                    "--level is above 0 and below 1, --windows 1 or more, and --decoys 20 to 100000");
        }
        Optional<ModelTokenizer> reading = Optional.ofNullable(tokenizer).map(ModelTokenizer::read);
        try {
            TraceModelReport report = report(reading);
            terminal.print(format == OutputFormat.JSON ? report.json() : report.text());
            return report.status();
        } finally {
            reading.ifPresent(ModelTokenizer::close);
        }
    }

    private TraceModelReport report(Optional<ModelTokenizer> reading) throws InterruptedException {
        List<String> notes = new ArrayList<>();
        List<Named> keys = keys(reading, notes);
        List<Reply> said = texts(suspect.texts(terminal, notes), reading);
        List<Reply> expected = texts(references, reading);
        List<Reply> learnt = texts(marked, reading);
        List<List<Reply>> clean =
                controls.stream().map(file -> texts(List.of(file), reading)).toList();
        Plan plan = new Plan(windows, Plan.DEFAULT.enough(), new TailProbability(Math.log10(level)), keys.size());
        List<TraceModelReport.OfKey> results = new ArrayList<>();
        try (Progress progress = new Progress(terminal)) {
            for (Named named : keys) {
                progress.step("Testing for the mark " + named.label());
                KeyedScores keyed = named.scheme().keyed(named.key());
                List<KeyedScores> others = decoys(named.scheme());
                Reference reference = reference(expected, keyed.contextWidth());
                RadioactivityTest test = new RadioactivityTest(plan);
                RadioactivityResult result =
                        test.test(tally(said, learnt, reference, keyed.contextWidth()), keyed, others);
                List<RadioactivityResult> ofControls = clean.stream()
                        .map(texts -> test.test(tally(texts, learnt, reference, keyed.contextWidth()), keyed, others))
                        .toList();
                results.add(new TraceModelReport.OfKey(
                        named.label(), named.scheme(), named.scheme().isPublicDemo(named.key()), result, ofControls));
            }
        }
        if (expected.isEmpty()) {
            notes.add("no --reference was given: each pair of window and token counts once, however often it came");
        }
        if (controls.isEmpty()) {
            notes.add("no --control was given: frequent windows are the same in all models, so that a key may be lucky"
                    + " or unlucky with every one of them; test a model that never saw the mark as well");
        }
        return new TraceModelReport(level, said.size(), results, notes);
    }

    private static SuspectTally tally(List<Reply> texts, List<Reply> learnt, Reference reference, int width) {
        Optional<WindowFilter> filter = learnt.isEmpty() ? Optional.empty() : Optional.of(new WindowFilter(width));
        filter.ifPresent(windows -> learnt.forEach(reply -> windows.add(reply.tokens())));
        ClosedModelReading reading = new ClosedModelReading(width, reference, filter);
        texts.forEach(reply -> reading.add(reply.prompt(), reply.tokens()));
        return reading.tally();
    }

    private static Reference reference(List<Reply> texts, int width) {
        if (texts.isEmpty()) {
            return Reference.NONE;
        }
        TextReference reference = new TextReference(width + 1);
        texts.forEach(reply -> reference.add(reply.tokens()));
        return reference;
    }

    private List<KeyedScores> decoys(Scheme of) {
        Long given = seed;
        RandomGenerator random = given == null ? new SecureRandom() : new SplittableRandom(given);
        int count = decoys > 0 ? decoys : of.name().startsWith("kgw") ? DECOYS_OF_GREEN_LISTS : USUAL_DECOYS;
        return Stream.generate(() -> of.keyed(of.drawKey(random))).limit(count).toList();
    }

    private List<Reply> texts(List<Path> files, Optional<ModelTokenizer> reading) {
        MarkTexts texts = new MarkTexts(reading, false);
        List<Reply> replies = new ArrayList<>();
        for (Path file : files) {
            texts.read(file, replies::add);
        }
        texts.named().forEach(line -> terminal.say("passed over " + line));
        if (!files.isEmpty() && replies.isEmpty()) {
            throw new StillwatchException("no text was found in " + files);
        }
        return replies;
    }

    private List<Named> keys(Optional<ModelTokenizer> reading, List<String> notes) {
        String given = key;
        if (given != null) {
            if (!given.startsWith("env:") && !given.startsWith("file:")) {
                throw new StillwatchException(
                        "--key is file:PATH or env:NAME, so that no list of processes shows the key");
            }
            Scheme wanted = scheme.scheme();
            return List.of(new Named("the given key", wanted, MarkKeyText.read(wanted, given)));
        }
        return registry.fitting(scheme.name(), reading, notes).stream()
                .map(mark -> new Named(mark.label(), mark.use().scheme(), mark.key()))
                .toList();
    }
}
