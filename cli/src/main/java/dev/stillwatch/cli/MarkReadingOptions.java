// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.Background;
import dev.stillwatch.tokenizers.ModelTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How texts become tokens that marks are looked for in, and which of them are not scored. */
final class MarkReadingOptions {
    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "The tokenizer.json of the model that may have written the texts; not needed for token ids.")
    private @Nullable Path tokenizer;

    @Option(
            names = "--background",
            paramLabel = "FILE",
            description = "What unrelated texts share, which is not scored; see marks background.")
    private @Nullable Path background;

    @Option(
            names = "--vocabulary",
            paramLabel = "N",
            description = "How many ids the model has; windows with others are not scored (default: the scheme's or"
                    + " the tokenizer's).")
    private @Nullable Integer vocabulary;

    @Option(
            names = "--end-of-text",
            paramLabel = "ID",
            description = "The id that ends a text: it and what follows is not scored.")
    private @Nullable Integer endOfText;

    /** The tokenizer, if one was named; whoever asked closes it. */
    Optional<ModelTokenizer> tokenizer() {
        return Optional.ofNullable(tokenizer).map(ModelTokenizer::read);
    }

    Optional<Path> backgroundFile() {
        return Optional.ofNullable(background);
    }

    /**
     * What is not scored.
     *
     * @param notes receives a warning where the list leaves out too much
     * @throws StillwatchException if it cannot be read, or was made with another tokenizer
     */
    Background background(Optional<ModelTokenizer> tokenizer, List<String> notes) {
        Path file = background;
        if (file == null) {
            return Background.EMPTY;
        }
        Background read = MarksBackgroundCommand.read(file);
        if (tokenizer.isPresent()
                && !read.tokenizer().isEmpty()
                && !read.tokenizer().equals(tokenizer.get().sha256())) {
            throw new StillwatchException(
                    file + " was made with another tokenizer; make a background with this one: marks background");
        }
        if (read.excess() > 0.01) {
            notes.add(String.format(
                    Locale.ROOT,
                    "the background is too full: %.0f %% of all windows are left out for no reason; make a larger one",
                    100 * read.excess()));
        }
        return read;
    }

    OptionalInt vocabulary(Optional<ModelTokenizer> tokenizer) {
        OptionalInt given = number(vocabulary, "--vocabulary");
        return given.isPresent() || tokenizer.isEmpty()
                ? given
                : OptionalInt.of(tokenizer.get().vocabulary());
    }

    OptionalInt endOfText() {
        return number(endOfText, "--end-of-text");
    }

    /** Which of these options was given, if any. */
    Optional<String> given() {
        return tokenizer != null
                ? Optional.of("--tokenizer")
                : background != null
                        ? Optional.of("--background")
                        : vocabulary != null
                                ? Optional.of("--vocabulary")
                                : endOfText != null ? Optional.of("--end-of-text") : Optional.empty();
    }

    private static OptionalInt number(@Nullable Integer given, String option) {
        if (given == null) {
            return OptionalInt.empty();
        }
        if (given < 0) {
            throw new StillwatchException(option + " is 0 or more");
        }
        return OptionalInt.of(given);
    }
}
