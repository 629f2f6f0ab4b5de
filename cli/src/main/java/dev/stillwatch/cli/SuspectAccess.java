// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a suspect can be asked, and how. */
final class SuspectAccess {
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

    /** Whether there is one to ask. */
    boolean given() {
        return endpoint != null;
    }

    /**
     * Asks what has no answer yet.
     *
     * @param notes receives what the reader of the result has to know
     * @return the file that holds the answers
     */
    Path ask(List<String> questions, Terminal terminal, List<String> notes) throws InterruptedException {
        URI base = endpoint;
        String name = model;
        if (base == null || base.getHost() == null || name == null) {
            throw new StillwatchException("--endpoint is an address such as http://host:8000/v1, and needs --model");
        }
        if (concurrency < 1
                || concurrency > 64
                || requests < 1
                || mostTokens < 1
                || !(temperature >= 0 && temperature <= 2)) {
            throw new StillwatchException(
                    "--concurrency is 1 to 64, --requests and --max-tokens 1 or more, and" + " --temperature 0 to 2");
        }
        Optional<String> secret = Optional.ofNullable(key).map(SuspectAccess::secret);
        try (SuspectClient client = new SuspectClient(
                        new SuspectClient.Settings(base, name, secret, temperature, mostTokens, requests));
                Progress progress = new Progress(terminal)) {
            int open = new SuspectInterview(client, answers, concurrency).ask(questions, progress);
            if (open > 0) {
                notes.add(open + " questions were not asked, as --requests allowed no more; run it again to go on");
            }
        }
        return answers;
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
}
