// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.TrafficCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed with SIGKILL under load, again and again, over one and the same journal. */
class KilledProcessTest {
    private static final int ROUNDS = 24;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void kill_atAnyMoment_losesNothingAcknowledgedAndCountsNothingTwice() throws Exception {
        Random random = new Random(23);
        Set<Long> acknowledged = new HashSet<>();
        int checkpointsUsed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (String id : killed("r" + round, 1 + random.nextInt(round % 2 == 0 ? 1_000 : 25_000))) {
                acknowledged.add(KilledWriter.digest(id).key());
            }
            try (DigestJournal journal = DigestJournal.open(folder.resolve("journal"), KilledWriter.JOURNAL)) {
                Map<Long, Integer> inJournal = new HashMap<>();
                LiveTraffic fromStart = followed(journal, new LiveTraffic(KilledWriter.LIVE), inJournal);
                List<String> notices = new ArrayList<>();
                Optional<LiveTraffic> stored =
                        new Checkpoints(folder.resolve("state"), KilledWriter.LIVE).load(notices::add);
                assertThat(notices).isEmpty();
                checkpointsUsed += stored.isPresent() ? 1 : 0;
                LiveTraffic restored =
                        followed(journal, stored.orElseGet(() -> new LiveTraffic(KilledWriter.LIVE)), new HashMap<>());

                assertThat(inJournal.keySet().containsAll(acknowledged)).isTrue();
                // What was written but not told, as the process died in between: at most one of each thread and round.
                assertThat(inJournal.size())
                        .isLessThanOrEqualTo(acknowledged.size() + KilledWriter.THREADS * (round + 1));
                assertThat(restored.tally()).isEqualTo(fromStart.tally());
                assertThat(restored.tally().taken()).isEqualTo(inJournal.size());
                assertThat(records(restored))
                        .usingElementComparator(Arrays::compare)
                        .isEqualTo(records(fromStart));
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 100);
        assertThat(checkpointsUsed).isPositive();
    }

    /** Runs a writer, kills it soon after it has told of so many exchanges, and returns all it told of. */
    private List<String> killed(String word, int after) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        folder.toString(),
                        word)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> told = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            // What follows the kill was told before it, and still stands in the pipe.
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(line);
                if (told.size() == after) {
                    // By its handle: the process's own method closes the pipe.
                    assertThat(process.toHandle().destroyForcibly()).isTrue();
                }
            }
        }
        assertThat(process.waitFor()).isEqualTo(128 + 9);
        return told;
    }

    private static LiveTraffic followed(DigestJournal journal, LiveTraffic traffic, Map<Long, Integer> keys) {
        try (JournalReader reader = journal.readFrom(traffic.position(), damage -> {
            throw new AssertionError(damage.what());
        })) {
            for (Optional<ExchangeDigest> d = reader.next(); d.isPresent(); d = reader.next()) {
                traffic.take(d.get(), reader.position(), NOW);
                keys.merge(d.get().key(), 1, Integer::sum);
            }
        }
        return traffic;
    }

    private static List<byte[]> records(LiveTraffic traffic) {
        List<byte[]> records = new ArrayList<>();
        TrafficCodec.encode(traffic.windows(), records::add);
        return records;
    }
}
