// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program that appends sees. */
class EvidenceLogTest {
    private static final LogSettings RARELY = new LogSettings(Duration.ofHours(1), 1_000_000);
    private static final LogSettings AT_ONCE = new LogSettings(Duration.ZERO, 1);

    @TempDir
    private Path folder;

    @BeforeEach
    void makeLog() {
        EvidenceLog.create(folder, Sample.LOG);
    }

    @Test
    void append_afterAnother_returnsTheNextIndex() {
        try (EvidenceLog log = EvidenceLog.open(folder, Sample.LOG)) {
            assertThat(log.append(Sample.entry(0))).isZero();
            assertThat(log.append(Sample.entry(1))).isEqualTo(1);
            assertThat(log.size()).isEqualTo(2);
        }
    }

    @Test
    void close_publishesWhatWasAppended() throws IOException {
        try (EvidenceLog log = EvidenceLog.open(folder, Sample.LOG, RARELY)) {
            log.append(Sample.entry(0));
            assertThat(log.checkpoint().size()).isZero();
        }
        Checkpoint checkpoint = Checkpoint.parse(Files.readAllBytes(folder.resolve("checkpoint")));
        checkpoint.requireSignedBy(Sample.LOG.verifier());
        assertThat(checkpoint.size()).isEqualTo(1);
        assertThat(checkpoint.root()).isEqualTo(Hash.ofEntry(Sample.entry(0).bytes()));
        assertThat(folder.resolve("tile/entries/000.p/1")).exists();
        assertThat(folder.resolve("tile/0/000.p/1")).exists();
        assertThat(folder.resolve("journal")).doesNotExist();
    }

    @Test
    void publish_coversEveryAppendThatReturned() {
        try (EvidenceLog log = EvidenceLog.open(folder, Sample.LOG, RARELY)) {
            log.append(Sample.entry(0));
            log.append(Sample.entry(1));
            assertThat(log.publish().size()).isEqualTo(2);
            assertThat(log.checkpoint().size()).isEqualTo(2);
        }
    }

    @Test
    void open_afterClose_goesOn() {
        Frontier expected = Frontier.empty();
        for (int session = 0; session < 5; session++) {
            try (EvidenceLog log = EvidenceLog.open(folder, Sample.LOG, session == 2 ? AT_ONCE : RARELY)) {
                for (int i = 0; i < 130; i++) {
                    LogEntry entry = Sample.entry(expected.size());
                    assertThat(log.append(entry)).isEqualTo(expected.size());
                    expected.add(Hash.ofEntry(entry.bytes()));
                }
                assertThat(log.publish().root()).isEqualTo(expected.root());
            }
        }
        assertThat(folder.resolve("tile/0/000")).hasSize(256L * Hash.BYTES);
        assertThat(folder.resolve("tile/0/000.p")).doesNotExist();
        assertThat(folder.resolve("tile/1/000.p/2")).hasSize(2L * Hash.BYTES);
    }

    @Test
    void append_fromManyThreads_givesEachItsOwnIndex() throws InterruptedException {
        Set<Long> indexes = ConcurrentHashMap.newKeySet();
        try (EvidenceLog log = EvidenceLog.open(folder, Sample.LOG, AT_ONCE)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                int from = t * 50;
                threads.add(Thread.ofVirtual().start(() -> {
                    for (int i = from; i < from + 50; i++) {
                        indexes.add(log.append(Sample.entry(i)));
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(log.size()).isEqualTo(800);
        }
        assertThat(indexes).hasSize(800).allMatch(index -> index >= 0 && index < 800);
    }

    @Test
    void append_inAnInterruptedThread_isRecorded() {
        try (EvidenceLog log = EvidenceLog.open(folder, Sample.LOG)) {
            Thread.currentThread().interrupt();
            assertThat(log.append(Sample.entry(0))).isZero();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.append(Sample.entry(1))).isEqualTo(1);
        }
    }

    @Test
    void append_afterClose_isRefused() {
        EvidenceLog log = EvidenceLog.open(folder, Sample.LOG);
        log.close();
        log.close();
        assertThatThrownBy(() -> log.append(Sample.entry(0)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void open_twice_isRefusedAndLeavesTheFirstWorking() {
        try (EvidenceLog log = EvidenceLog.open(folder, Sample.LOG)) {
            assertThatThrownBy(() -> EvidenceLog.open(folder, Sample.LOG))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use");
            assertThat(log.append(Sample.entry(0))).isZero();
        }
    }

    @Test
    void open_withAnotherKey_isRefused() {
        assertThatThrownBy(() -> EvidenceLog.open(folder, Sample.OTHER_LOG))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("no signature by the key");
    }

    @Test
    void open_withoutALog_saysHowToMakeOne(@TempDir Path empty) {
        assertThatThrownBy(() -> EvidenceLog.open(empty, Sample.LOG))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("evidence init");
    }

    @Test
    void create_whereALogIs_isRefused() {
        assertThatThrownBy(() -> EvidenceLog.create(folder, Sample.LOG))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("holds a log already");
    }

    @Test
    void recorder_keepsTheRecordApartFromTheLog(@TempDir Path records) throws IOException {
        byte[] record = "{\"account\":\"jane@example.com\"}".getBytes(StandardCharsets.UTF_8);
        RecordFolder store = new RecordFolder(records);
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        try (EvidenceLog log = EvidenceLog.open(folder, Sample.LOG)) {
            EvidenceRecorder recorder = new EvidenceRecorder(log, store, () -> now);
            assertThat(recorder.record("case-decision", record)).isZero();
        }
        byte[] bundle = Files.readAllBytes(folder.resolve("tile/entries/000.p/1"));
        assertThat(new String(bundle, StandardCharsets.ISO_8859_1)).doesNotContain("jane");
        LogEntry entry = LogEntry.parse(TileFile.entries(bundle).getFirst());
        assertThat(entry.type().name()).isEqualTo("case-decision");
        assertThat(entry.time()).isEqualTo(now);
        assertThat(store.find(entry.commitment()).orElseThrow().content()).isEqualTo(record);
        assertThat(store.erase(entry.commitment())).isTrue();
        assertThat(store.find(entry.commitment())).isEmpty();
        assertThat(store.erase(entry.commitment())).isFalse();
    }

    @Test
    void recorder_whenTheLogRefuses_keepsNothing(@TempDir Path records) throws IOException {
        EvidenceLog log = EvidenceLog.open(folder, Sample.LOG);
        log.close();
        EvidenceRecorder recorder = new EvidenceRecorder(log, new RecordFolder(records), () -> Sample.TIME);
        assertThatThrownBy(() -> recorder.record("case-decision", new byte[] {1}))
                .isInstanceOf(StillwatchException.class);
        try (var files = Files.walk(records)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
