// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.lineage.Answer;
import dev.stillwatch.scan.ScanProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers of one model in files of any shape that training data has, or as {@code trace} keeps them. */
final class ModelAnswers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--rows-of",
            paramLabel = "MODEL",
            description = "Only rows whose member model, or generator, is this name (default: all).")
    private @Nullable String only;

    /**
     * All answers in the files; rows without one are named on the terminal and passed over.
     *
     * @throws StillwatchException if a file cannot be read, or there are no answers
     */
    List<Answer> read(List<Path> files, Terminal terminal) {
        List<Answer> answers = new ArrayList<>();
        DataSetTexts texts = new DataSetTexts();
        try (Progress progress = new Progress(terminal)) {
            ScanProgress reading = progress.reading("reading answers");
            for (Path file : files) {
                if (keptByTrace(file)) {
                    SuspectAnswer.read(file, answer -> answers.add(new Answer(answer.prompt(), answer.answer())));
                } else {
                    texts.read(
                            List.of(file.toString()),
                            reading,
                            row -> answer(row).ifPresent(answers::add));
                }
            }
        }
        texts.named().forEach(row -> terminal.say("passed over " + row));
        if (texts.skipped() > texts.named().size()) {
            terminal.say("passed over " + (texts.skipped() - texts.named().size()) + " more rows");
        }
        if (answers.isEmpty()) {
            throw new StillwatchException("no answers to prompts were found in " + files
                    + (only == null ? "" : " for the model of --rows-of") + "; each row has a prompt and a response");
        }
        return answers;
    }

    private static boolean keptByTrace(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            JsonNode first = JSON.readTree(line == null ? "" : line);
            return first.path("prompt").isString() && first.path("text").isString();
        } catch (IOException | JacksonException e) {
            // Whatever it is, the reader of data sets says so better.
            return false;
        }
    }

    private Optional<Answer> answer(CorpusRecord row) {
        boolean wanted = only == null
                || row.claims().stream().anyMatch(claim -> claim.value().equals(only));
        if (!wanted || row.prompts().isEmpty() || row.responses().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Answer(String.join("\n", row.prompts()), row.responses().getFirst()));
    }
}
