// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends a writer at every kind of moment, many times in a row, and looks at what is left. */
class CrashTest {
    private static final int CRASHES = 12;
    private static final int LOGS = 6;

    private final Map<Long, LogEntry> acknowledged = new TreeMap<>();
    private Optional<Checkpoint> published = Optional.empty();
    private long attempted;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void open_afterPowerWasLostAnywhere_hasAllThatWasAcknowledgedOnce(int seed) throws IOException {
        Random random = new Random(seed);
        for (int log = 0; log < LOGS; log++) {
            crashAndReopen(random, true);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6})
    void open_afterAKillAnywhere_hasAllThatWasAcknowledgedOnce(int seed) throws IOException {
        Random random = new Random(seed);
        for (int log = 0; log < LOGS; log++) {
            crashAndReopen(random, false);
        }
    }

    private void crashAndReopen(Random random, boolean power) throws IOException {
        acknowledged.clear();
        published = Optional.empty();
        SimulatedDisk disk = new SimulatedDisk();
        LogOpening.create(disk, Sample.LOG);
        for (int crash = 0; crash < CRASHES; crash++) {
            // Most crashes come early, in the midst of opening, some after hundreds of steps.
            disk.failAfter(random.nextInt(random.nextBoolean() ? 30 : 400));
            try {
                work(disk, random);
            } catch (SimulatedDisk.PowerLoss e) {
                assertThat(disk.steps()).isPositive();
            }
            disk = power ? disk.afterPowerLoss(random) : disk.afterKill();
            check(disk);
        }
    }

    private void work(SimulatedDisk disk, Random random) throws IOException {
        try (LogWriter writer = LogOpening.open(disk, Sample.LOG)) {
            while (true) {
                if (random.nextInt(3) == 0) {
                    published = Optional.of(writer.publish());
                } else {
                    int count = random.nextInt(4) == 0 ? 1 + random.nextInt(300) : 1;
                    long first = attempted;
                    attempted += count;
                    long index = writer.commit(Sample.entries(first, count));
                    for (int i = 0; i < count; i++) {
                        acknowledged.put(index + i, Sample.entry(first + i));
                    }
                }
            }
        }
    }

    /** Looks first at the disk as it was left, then goes on from it. */
    private void check(SimulatedDisk disk) throws IOException {
        Checkpoint left = Checkpoint.parse(disk.read("checkpoint"));
        published.ifPresent(last -> assertThat(left.size()).isGreaterThanOrEqualTo(last.size()));
        EvidenceVerifier verifier = new EvidenceVerifier(Sample.LOG.verifier(), WitnessPolicy.NONE, published);
        // A torn last batch looks like an altered one until the log is opened; nothing published may.
        assertThat(verifier.verify(disk, EvidenceVerifier.Progress.NONE).findings())
                .allMatch(finding -> finding.file().equals("journal")
                        || finding.what().contains("more than the checkpoint and the journal cover"));
        try (LogWriter writer = LogOpening.open(disk, Sample.LOG)) {
            writer.publish();
        }
        assertThat(verifier.verify(disk, EvidenceVerifier.Progress.NONE).findings())
                .isEmpty();
        PublishedLog log = PublishedLog.open(disk, Sample.LOG.verifier());
        Set<LogEntry> seen = new HashSet<>();
        Map<Long, LogEntry> missing = new TreeMap<>(acknowledged);
        log.eachEntry(0, log.checkpoint().size(), (index, entry) -> {
            assertThat(seen.add(entry)).as("entry %d stands there twice", index).isTrue();
            missing.remove(index, entry);
        });
        assertThat(missing).isEmpty();
        published = Optional.of(log.checkpoint());
    }
}
