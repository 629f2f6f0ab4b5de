// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.Background;
import dev.stillwatch.tokenizers.ModelTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch marks background}: what unrelated texts share, which tests leave out. */
@Command(
        name = "background",
        header = "Collects what unrelated texts share, so that tests can leave it out.",
        description = "Reads texts without the mark, such as traffic from before it was served: templates, boilerplate,"
                + " quoted questions and whatever else stands in one of them is not scored by marks verify (with one token"
                + " of context: what stands in two). Make it before anything is tested, and never from the texts that are"
                + " to be tested: nothing of them would be left. FILE is as for marks verify; each line, or each plain"
                + " file, is one text.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:written", "1:a fault in Stillwatch", "2:wrong usage, or files that cannot be read or written"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch marks background traffic.jsonl --tokenizer tokenizer.json --out background",
            "  stillwatch marks background may.jsonl --merge april.background --out spring.background"
        })
final class MarksBackgroundCommand implements Callable<Integer> {
    private static final long MOST_BYTES = 2L << 30;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Texts, or token ids.")
    private List<Path> files = List.of();

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "The model's tokenizer.json, for texts.")
    private @Nullable Path tokenizer;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to write it.")
    private Path out = Path.of("");

    @Option(
            names = "--widths",
            paramLabel = "N,N",
            split = ",",
            description = "The context widths of the schemes it is for (default: 1,2,3,4).")
    private List<Integer> widths = List.of(1, 2, 3, 4);

    @Option(
            names = "--size",
            paramLabel = "MB",
            description = "Its size, a power of two (default: ${DEFAULT-VALUE}); 16 serve some four million tokens.")
    private int size = 16;

    @Option(
            names = "--merge",
            paramLabel = "FILE",
            description = "A background that is taken in; may be given several times.")
    private List<Path> merged = List.of();

    @Option(names = "--strict", description = "Stop at a line that cannot be used instead of passing over it.")
    private boolean strict;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    MarksBackgroundCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Reads a background list. */
    static Background read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new StillwatchException(file + " is too large for a background; is it the right file?");
            }
            return Background.decode(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new StillwatchException("there is no background " + file + "; make one: marks background", e);
        } catch (IOException e) {
            throw new StillwatchException("the background " + file + " cannot be read; check that you may", e);
        } catch (StillwatchException e) {
            throw new StillwatchException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Integer call() {
        Optional<ModelTokenizer> reading = Optional.ofNullable(tokenizer).map(ModelTokenizer::read);
        try {
            Background.Builder builder = new Background.Builder(
                    size, widths, reading.map(ModelTokenizer::sha256).orElse(""));
            MarkTexts texts = new MarkTexts(reading, strict);
            try (Progress progress = new Progress(terminal)) {
                for (Path file : files) {
                    texts.read(file, reply -> {
                        builder.add(reply.tokens());
                        progress.step(String.format(Locale.ROOT, "Collecting: %,d texts", texts.texts()));
                    });
                }
            }
            texts.named().forEach(line -> terminal.say("passed over " + line));
            Background made = builder.build();
            for (Path other : merged) {
                made = made.merge(read(other));
            }
            if (made.texts() < 2) {
                throw new StillwatchException("a background takes two different texts or more");
            }
            write(made);
            terminal.print(words(made, texts.skipped()));
            return ExitStatus.OK;
        } finally {
            reading.ifPresent(ModelTokenizer::close);
        }
    }

    private String words(Background made, long skipped) {
        return format == OutputFormat.JSON
                ? EvidenceJson.line(json -> {
                    json.writeNumberProperty("texts", made.texts());
                    json.writeNumberProperty("lines_passed_over", skipped);
                    json.writeNumberProperty("excess", made.excess());
                })
                : String.format(
                        Locale.ROOT,
                        "written: %,d different texts; %.2g of all windows would be left out for no reason%s%n",
                        made.texts(),
                        made.excess(),
                        made.excess() > 0.01 ? ", so take a larger --size" : "");
    }

    private void write(Background made) {
        Path temporary = out.resolveSibling(out.getFileName() + ".part");
        try {
            Files.write(temporary, made.encode());
            Files.move(temporary, out, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StillwatchException(out + " cannot be written; check the folder and the disk's room", e);
        }
    }
}
