// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fills up at every kind of moment. */
class FullDiskTest {
    private static final LogSettings RARELY = new LogSettings(Duration.ofHours(1), 1_000);

    @Test
    void append_onAFullDisk_failsWithAReasonAndWorksOnceThereIsRoom() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        LogOpening.create(disk, Sample.LOG);
        try (EvidenceLog log = EvidenceLog.over(disk, Sample.LOG, RARELY)) {
            assertThat(log.append(Sample.entry(0))).isZero();
            disk.limit(disk.used() + 100);
            assertThatThrownBy(() -> log.append(Sample.entry(1)))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("not recorded")
                    .hasMessageContaining("full")
                    .hasMessageContaining("Free some space");
            assertThatThrownBy(log::publish)
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("recorded but not published");
            assertThat(log.trouble()).isPresent();
            assertThat(log.size()).isEqualTo(1);
            disk.limit(Long.MAX_VALUE);
            assertThat(log.append(Sample.entry(2))).isEqualTo(1);
            assertThat(log.publish().size()).isEqualTo(2);
            assertThat(log.trouble()).isEmpty();
        }
        PublishedLog log = PublishedLog.open(disk, Sample.LOG.verifier());
        assertThat(log.entry(0)).isEqualTo(Sample.entry(0));
        assertThat(log.entry(1)).isEqualTo(Sample.entry(2));
    }

    @Test
    void append_whenNothingCanBePublishedForLong_isRefused() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        LogOpening.create(disk, Sample.LOG);
        LogSettings few = new LogSettings(Duration.ofHours(1), 10);
        try (EvidenceLog log = EvidenceLog.over(disk, Sample.LOG, few)) {
            log.append(Sample.entry(0));
            // Room for the journal's next lines, not for tiles.
            disk.limit(disk.used() + 2_500);
            int recorded = 1;
            StillwatchException refusal = null;
            while (refusal == null) {
                try {
                    log.append(Sample.entry(recorded));
                    recorded++;
                } catch (StillwatchException e) {
                    refusal = e;
                }
            }
            assertThat(recorded).isLessThanOrEqualTo(11);
            disk.limit(Long.MAX_VALUE);
            assertThat(log.append(Sample.entry(100))).isEqualTo(recorded);
        }
    }

    @Test
    void close_onAFullDisk_saysSoAndOpeningPublishes() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        LogOpening.create(disk, Sample.LOG);
        EvidenceLog log = EvidenceLog.over(disk, Sample.LOG, RARELY);
        log.append(Sample.entry(0));
        disk.limit(disk.used());
        assertThatThrownBy(log::close).isInstanceOf(StillwatchException.class).hasMessageContaining("full");
        disk.limit(Long.MAX_VALUE);
        try (EvidenceLog again = EvidenceLog.over(disk, Sample.LOG, RARELY)) {
            assertThat(again.size()).isEqualTo(1);
            assertThat(again.publish().size()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void commit_withADiskThatFillsAndEmpties_losesAndDoublesNothing(int seed) throws IOException {
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk();
        LogOpening.create(disk, Sample.LOG);
        List<LogEntry> recorded = new ArrayList<>();
        int attempted = 0;
        int failures = 0;
        for (int session = 0; session < 20; session++) {
            try (LogWriter writer = LogOpening.open(disk, Sample.LOG)) {
                for (int step = 0; step < 25; step++) {
                    disk.limit(random.nextBoolean() ? Long.MAX_VALUE : disk.used() + random.nextInt(3_000));
                    int count = 1 + random.nextInt(40);
                    try {
                        if (random.nextInt(3) == 0) {
                            writer.publish();
                        } else {
                            List<byte[]> entries = Sample.entries(attempted, count);
                            attempted += count;
                            assertThat(writer.commit(entries)).isEqualTo(recorded.size());
                            entries.forEach(entry -> recorded.add(LogEntry.parse(entry)));
                        }
                    } catch (IOException e) {
                        failures++;
                        assertThat(StorageFailure.isFull(e)).isTrue();
                        assertThat(new EvidenceVerifier(Sample.LOG.verifier())
                                        .verify(disk, EvidenceVerifier.Progress.NONE)
                                        .findings())
                                .isEmpty();
                    }
                }
            }
            disk.limit(Long.MAX_VALUE);
        }
        try (LogWriter writer = LogOpening.open(disk, Sample.LOG)) {
            writer.publish();
        }
        assertThat(failures).isGreaterThan(20);
        List<LogEntry> found = new ArrayList<>();
        PublishedLog log = PublishedLog.open(disk, Sample.LOG.verifier());
        log.eachEntry(0, log.checkpoint().size(), (index, entry) -> found.add(entry));
        assertThat(found).isEqualTo(recorded);
    }
}
