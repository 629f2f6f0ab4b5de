// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.URI;
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

/** The suspect: texts it wrote, or where it can be asked. */
final class SuspectOptions {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--texts",
            paramLabel = "FILE",
            description = "What the suspect wrote: JSON lines with prompt and text, or prompt_tokens and tokens. May be"
                    + " given several times.")
    private List<Path> texts = List.of();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Ask a suspect behind an OpenAI-style API, such as http://host:8000/v1.")
    private @Nullable URI endpoint;

    @Option(names = "--model", paramLabel = "NAME", description = "The suspect's name at --endpoint.")
    private @Nullable String model;

    @Option(
            names = "--endpoint-key",
            paramLabel = "file:PATH|env:NAME",
            description = "The key for --endpoint (default: none).")
    private @Nullable String key;

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "What to ask: JSON lines with prompt, near what the model that was copied is asked. Fix them"
                    + " before asking.")
    private @Nullable Path prompts;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description =
                    "Keeps the answers; a second run asks only what is still open (default:" + " ${DEFAULT-VALUE}).")
    private Path answers = Path.of("suspect-answers.jsonl");

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Questions at the same time, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int concurrency = 4;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "Requests at most, repeated ones included (default: ${DEFAULT-VALUE}).")
    private int requests = 10_000;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Tokens of an answer at most (default: ${DEFAULT-VALUE}).")
    private int mostTokens = 512;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Of the answers, 0 to 2 (default: ${DEFAULT-VALUE}).")
    private double temperature = 1;

    /** The files with what the suspect wrote, asked for first where that was wanted. */
    List<Path> texts(Terminal terminal, List<String> notes) throws InterruptedException {
        URI base = endpoint;
        if (texts.isEmpty() == (base == null)) {
            throw new StillwatchException("name the suspect by --texts or by --endpoint, not both");
        }
        if (base == null) {
            return texts;
        }
        Path questions = prompts;
        String name = model;
        if (questions == null || name == null || base.getHost() == null) {
            throw new StillwatchException(
                    "--endpoint is an address such as http://host:8000/v1, and needs --model and" + " --prompts");
        }
        if (concurrency < 1
                || concurrency > 64
                || requests < 1
                || mostTokens < 1
                || !(temperature >= 0 && temperature <= 2)) {
            throw new StillwatchException(
                    "--concurrency is 1 to 64, --requests and --max-tokens 1 or more, and" + " --temperature 0 to 2");
        }
        Optional<String> secret = Optional.ofNullable(key).map(SuspectOptions::secret);
        try (SuspectClient client = new SuspectClient(
                        new SuspectClient.Settings(base, name, secret, temperature, mostTokens, requests));
                Progress progress = new Progress(terminal)) {
            int open = new SuspectInterview(client, answers, concurrency).ask(prompts(questions), progress);
            if (open > 0) {
                notes.add(open + " questions were not asked, as --requests allowed no more; run it again to go on");
            }
        }
        return List.of(answers);
    }

    private static String secret(String given) {
        if (!given.startsWith("env:") && !given.startsWith("file:")) {
            throw new StillwatchException(
                    "--endpoint-key is file:PATH or env:NAME, so that no list of processes shows" + " the key");
        }
        if (given.startsWith("env:")) {
            String value = System.getenv(given.substring("env:".length()));
            if (value == null || value.isBlank()) {
                throw new StillwatchException("the environment variable of --endpoint-key holds nothing; set it");
            }
            return value.strip();
        }
        Path file = Path.of(given.substring("file:".length()));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StillwatchException("the key file " + file + " cannot be read; check that you may", e);
        }
    }

    private static List<String> prompts(Path file) {
        List<String> prompts = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    prompts.add(prompt(line, file, number));
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

    private static String prompt(String line, Path file, int number) {
        try {
            JsonNode prompt = JSON.readTree(line).path("prompt");
            if (prompt.isString()) {
                return prompt.stringValue();
            }
        } catch (JacksonException _) {
            // Said below, without the line.
        }
        throw new StillwatchException(file + ":" + number + " is no JSON object with the text member prompt");
    }
}
