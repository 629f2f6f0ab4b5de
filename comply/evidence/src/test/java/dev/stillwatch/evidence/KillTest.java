// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process that appends to a real folder, again and again (SIGKILL where there is such a thing). */
class KillTest {
    private static final int ROUNDS = 12;
    private static final int NUMBERS_A_ROUND = 1_000_000;

    @TempDir
    private Path folder;

    private final Map<Long, Long> acknowledged = new TreeMap<>();
    private Optional<Checkpoint> seen = Optional.empty();

    @Test
    void open_afterKills_hasAllThatWasAcknowledgedOnce() throws IOException, InterruptedException {
        EvidenceLog.create(folder, Sample.LOG);
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            int publishEvery = random.nextBoolean() ? 0 : 20;
            Process process = start(round * (long) NUMBERS_A_ROUND, publishEvery);
            killAfter(process, 1 + random.nextInt(400));
            check();
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    }

    @Test
    void open_whileAnotherProcessAppends_isRefusedUntilItIsGone() throws IOException, InterruptedException {
        EvidenceLog.create(folder, Sample.LOG);
        Process process = start(0, 20);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isNotNull();
            assertThatThrownBy(() -> EvidenceLog.open(folder, Sample.LOG))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("in use by another process");
            // Verifying needs no lock: others may watch a log that grows.
            assertThat(new EvidenceVerifier(Sample.LOG.verifier())
                            .verify(folder, EvidenceVerifier.Progress.NONE)
                            .findings())
                    .isEmpty();
        } finally {
            process.destroyForcibly().waitFor();
        }
        EvidenceLog.open(folder, Sample.LOG).close();
    }

    private Process start(long firstNumber, int publishEvery) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        folder.toString(),
                        Long.toString(firstNumber),
                        Integer.toString(publishEvery))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void killAfter(Process process, int lines) throws IOException, InterruptedException {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            int read = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] numbers = line.split(" ", 2);
                // A last line may be cut off.
                if (numbers.length == 2 && !numbers[1].isEmpty()) {
                    acknowledged.put(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
                }
                if (++read == lines) {
                    // Not Process.destroyForcibly, which also closes what has not been read yet.
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(read).as("lines before the process ended").isGreaterThanOrEqualTo(lines);
        }
        process.waitFor();
    }

    private void check() throws IOException {
        Checkpoint left = Checkpoint.parse(Files.readAllBytes(folder.resolve("checkpoint")));
        seen.ifPresent(last -> assertThat(left.size()).isGreaterThanOrEqualTo(last.size()));
        EvidenceVerifier verifier = new EvidenceVerifier(Sample.LOG.verifier(), WitnessPolicy.NONE, seen);
        assertThat(verifier.verify(folder, EvidenceVerifier.Progress.NONE).findings())
                .isEmpty();
        EvidenceLog.open(folder, Sample.LOG).close();
        assertThat(verifier.verify(folder, EvidenceVerifier.Progress.NONE).findings())
                .isEmpty();
        PublishedLog log = PublishedLog.open(folder, Sample.LOG.verifier());
        Set<LogEntry> once = new HashSet<>();
        Map<Long, LogEntry> found = new TreeMap<>();
        log.eachEntry(0, log.checkpoint().size(), (index, entry) -> {
            assertThat(once.add(entry)).as("entry %d stands there twice", index).isTrue();
            found.put(index, entry);
        });
        acknowledged.forEach((index, number) -> assertThat(found.get(index)).isEqualTo(Sample.entry(number)));
        seen = Optional.of(log.checkpoint());
    }
}
