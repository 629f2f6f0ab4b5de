// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The suspect: texts it wrote, or where it can be asked. */
final class SuspectOptions {
    @Option(
            names = "--texts",
            paramLabel = "FILE",
            description = "What the suspect wrote: JSON lines with prompt and text, or prompt_tokens and tokens. May be"
                    + " given several times.")
    private List<Path> texts = List.of();

    @Mixin
    private SuspectAccess access = new SuspectAccess();

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "What to ask: JSON lines with prompt, near what the model that was copied is asked. Fix them"
                    + " before asking.")
    private @Nullable Path prompts;

    /** The files with what the suspect wrote, asked for first where that was wanted. */
    List<Path> texts(Terminal terminal, List<String> notes) throws InterruptedException {
        if (texts.isEmpty() != access.given()) {
            throw new StillwatchException("name the suspect by --texts or by --endpoint, not both");
        }
        if (!access.given()) {
            return texts;
        }
        Path questions = prompts;
        if (questions == null) {
            throw new StillwatchException("--endpoint needs --prompts, the questions to ask");
        }
        return List.of(access.ask(prompts(questions), terminal, notes));
    }

    /**
     * Questions in a file of JSON lines, each an object with {@code prompt}; blank lines do not count.
     *
     * @throws StillwatchException if there are none, or naming the line that is something else
     */
    static List<String> prompts(Path file) {
        List<String> prompts = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    prompts.add(SuspectAnswer.member(line, "prompt", file, number));
                }
            }
        } catch (IOException e) {
            throw new StillwatchException(file + " cannot be read; check the path and that it is UTF-8 text", e);
        }
        if (prompts.isEmpty()) {
            throw new StillwatchException(file + " holds no questions");
        }
        return prompts;
    }
}
