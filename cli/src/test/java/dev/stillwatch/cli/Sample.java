// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Logs to scan. */
final class Sample {
    private static final Path FOLDER = generated();

    private Sample() {}

    private static Path generated() {
        Path folder = TemporaryFolder.create().path();
        Command made = Command.run(
                "range",
                "traffic",
                "small",
                "--benign",
                240,
                "--accounts",
                60,
                "--days",
                1,
                "--rate",
                1,
                "--templates",
                20,
                "--leak",
                0.5,
                "--clock",
                "round-robin",
                "--compression",
                "none",
                "--out",
                folder);
        if (made.status() != ExitStatus.OK) {
            throw new IllegalStateException(made.err());
        }
        return folder;
    }

    /** A log with one campaign of 60 accounts among 174 others, about 4,600 exchanges; read only. */
    static Path campaignLog() {
        return FOLDER.resolve("traffic.jsonl");
    }

    /** What is what in {@link #campaignLog}. */
    static Path truth() {
        return FOLDER.resolve("truth.csv");
    }

    static List<String> campaignLines() {
        try {
            return Files.readAllLines(campaignLog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Verdicts of accounts in a report. */
    static Map<String, String> verdicts(Path report) throws IOException {
        return Files.readAllLines(report.resolve("accounts.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .collect(Collectors.toMap(fields -> fields[0], fields -> fields[5]));
    }

    static String file(Path path) throws IOException {
        return Files.readString(Objects.requireNonNull(path));
    }

    /** One exchange of an ordinary person, on the second of November at an hour of the day. */
    static String line(String id, String account, int hour) {
        return """
                {"id":"%s","time":"2026-11-02T%02d:00:00Z","account":"%s","request":{"messages":[{"role":"user","content":\
                "What is the weather in town %d like?"}]},"response":{"content":"Fine."}}""".formatted(id, hour, account, hour);
    }

    /** Lines of so many exchanges, one an hour, of two accounts, {@code a0} and {@code a1}. */
    static String quietLog(int exchanges) {
        return IntStream.range(0, exchanges)
                .mapToObj(i -> line("x" + i, "a" + i % 2, i % 24) + "\n")
                .collect(Collectors.joining());
    }
}
