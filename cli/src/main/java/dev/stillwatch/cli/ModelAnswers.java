// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.corpus.CorpusRows;
import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.corpus.DataFiles;
import dev.stillwatch.corpus.FileLayout;
import dev.stillwatch.corpus.Position;
import dev.stillwatch.corpus.ReadingSettings;
import dev.stillwatch.corpus.RowBatch;
import dev.stillwatch.corpus.RowOutcome;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.lineage.Answer;
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
    private static final int NAMED = 3;

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
        List<RowOutcome.Malformed> malformed = new ArrayList<>();
        for (Path file : files) {
            if (keptByTrace(file)) {
                SuspectAnswer.read(file, answer -> answers.add(new Answer(answer.prompt(), answer.answer())));
            } else {
                rows(file, answers, malformed);
            }
        }
        malformed.stream()
                .limit(NAMED)
                .forEach(row -> terminal.say("passed over " + row.place() + ": " + row.reason()));
        if (malformed.size() > NAMED) {
            terminal.say("passed over " + (malformed.size() - NAMED) + " more rows");
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

    private void rows(Path path, List<Answer> answers, List<RowOutcome.Malformed> malformed) {
        for (DataFile file : DataFiles.find(List.of(path.toString()))) {
            Optional<FileLayout> layout = FileLayout.of(file, ReadingSettings.DEFAULTS);
            if (layout.isEmpty()) {
                continue;
            }
            try (CorpusRows rows = CorpusRows.open(file, layout.get(), ReadingSettings.DEFAULTS, Position.START)) {
                for (Optional<RowBatch> batch = rows.next(); batch.isPresent(); batch = rows.next()) {
                    batch.get().read(outcome -> {
                        switch (outcome) {
                            case RowOutcome.Read read -> answer(read.content()).ifPresent(answers::add);
                            case RowOutcome.Malformed bad -> malformed.add(bad);
                        }
                    });
                }
            }
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
