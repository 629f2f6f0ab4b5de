// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each log under {@code fixtures} has an expectation beside it: for each outcome a line that is the exchange in native
 * form, or {@code {"skipped":…}} or {@code {"malformed":…}} with a part of the reason.
 */
class FixturesTest {
    private static final Pattern REASON = Pattern.compile("\\{\"(skipped|malformed)\":\"([^\"]*)\"}");

    @TestFactory
    Stream<DynamicTest> open_fixture_yieldsWhatIsExpected() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(FixturesTest.class.getResource("fixtures"))
                .toURI());
        List<Path> logs;
        try (Stream<Path> all = Files.walk(folder)) {
            logs = all.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().endsWith(".expect.jsonl"))
                    .sorted()
                    .toList();
        }
        assertThat(logs).hasSizeGreaterThanOrEqualTo(6);
        return logs.stream()
                .map(log -> DynamicTest.dynamicTest(folder.relativize(log).toString(), () -> check(log)));
    }

    private static void check(Path log) {
        Reading reading = Reading.of(new FileInput(log.toString(), log), IngestSettings.DEFAULTS);
        List<String> expected = lines(Path.of(log.toString().replaceAll("\\.jsonl?$", ".expect.jsonl")));
        assertThat(reading.outcomes()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            ParseOutcome outcome = reading.outcomes().get(i);
            Matcher reason = REASON.matcher(expected.get(i));
            if (reason.matches()) {
                assertThat(outcome.toString())
                        .as("outcome %d", i + 1)
                        .startsWithIgnoringCase(reason.group(1))
                        .contains(reason.group(2));
            } else {
                assertThat(outcome)
                        .as("outcome %d", i + 1)
                        .usingRecursiveComparison()
                        .isEqualTo(new ParseOutcome.Parsed(Reading.exchange(expected.get(i))));
            }
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
