// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users say to the model, and what identifies them but their account's name, never leaves a scan. */
class CanaryTest {
    private static final String CANARY = "zqcanary7731";
    private static final List<String> FIELDS =
            List.of("content", "user_agent", "payment", "ja4", "ip", "system", "country", "plan");

    @TempDir
    private Path folder;

    private static String marked(String line) {
        String marked = line;
        for (String field : FIELDS) {
            marked = marked.replace("\"" + field + "\":\"", "\"" + field + "\":\"" + CANARY + " ");
        }
        return marked;
    }

    /** Records that no parser can take, each with the canary where it hurts. */
    private static List<String> malformed(String line) {
        return List.of(
                CANARY,
                line.substring(0, line.length() / 2),
                line.substring(0, line.length() - 1),
                line + CANARY,
                "{\"" + CANARY + "\":" + CANARY + "}",
                "{\"time\":\"" + CANARY + "\",\"account\":\"a\",\"request\":{\"prompt\":\"x\"}}",
                "{\"time\":1,\"account\":{\"" + CANARY + "\":1},\"request\":{\"prompt\":\"" + CANARY + "\"}}",
                "{\"time\":1,\"account\":\"a\",\"request\":\"" + CANARY + "\"}",
                "{\"time\":1,\"account\":\"a\",\"api\":\"" + CANARY + "\",\"request\":[\"" + CANARY + "\"]}",
                "[\"" + CANARY + "\",",
                "{\"time\":1,\"account\":\"a\",\"request\":{\"messages\":[{\"role\":\"" + CANARY + "\",\"content\":\""
                        + CANARY + "\\ud800\"}]},\"status\":\"" + CANARY + "\",\"client\":{\"asn\":\"" + CANARY
                        + "\"}}");
    }

    private Path log() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Sample.campaignLines()) {
            lines.add(marked(line));
        }
        assertThat(lines).allMatch(line -> line.contains(CANARY));
        lines.addAll(lines.size() / 2, malformed(lines.getFirst()));
        return Files.write(folder.resolve("log.jsonl"), lines);
    }

    private static void assertSilent(Command command) {
        assertThat(command.out()).doesNotContainIgnoringCase(CANARY);
        assertThat(command.err()).doesNotContainIgnoringCase(CANARY);
    }

    private static void assertSilent(Path report) throws IOException {
        try (Stream<Path> files = Files.list(report)) {
            assertThat(files)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContainIgnoringCase(CANARY));
        }
    }

    @Test
    void scan_canaryInEveryText_neverComesOut() throws IOException {
        Path report = folder.resolve("report");

        Command scan = Command.run("scan", log(), "--out", report);

        assertThat(scan.status()).as(scan.err()).isIn(0, 3);
        assertThat(scan.err()).contains("malformed");
        assertSilent(scan);
        assertSilent(report);
    }

    @Test
    void scan_strict_doesNotQuoteTheRecordItStopsAt() throws IOException {
        Path place = folder.resolve("one.jsonl");
        for (String record : malformed(marked(Sample.campaignLines().getFirst()))) {
            Files.writeString(place, Sample.quietLog(3) + record + "\n");

            Command scan = Command.run("scan", place, "--strict", "--out", folder.resolve("strict"));

            assertSilent(scan);
        }
    }
}
