// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceKeys;
import dev.stillwatch.cases.EvidenceLimits;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.exchange.Usage;
import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.DigestJournal;
import dev.stillwatch.live.JournalPosition;
import dev.stillwatch.live.JournalSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalRecorderTest {
    @TempDir
    private Path folder;

    private final HeardNotices notices = new HeardNotices();
    private CaseStore store;
    private DigestJournal journal;
    private JournalRecorder recorder;

    @BeforeEach
    void open() {
        store = CaseStore.open("sqlite:" + folder.resolve("cases.db"), AuditSink.NONE);
        // The smallest files there are, so that the next one is needed soon.
        journal = DigestJournal.open(folder.resolve("journal"), new JournalSettings(4 << 10, Optional.empty()));
        recorder = recorder(_ -> Optional.empty());
        recorder.health(new DetectionHealth.Running());
    }

    private JournalRecorder recorder(Function<String, Optional<String>> caseOf) {
        return new JournalRecorder(
                journal,
                store.vault(EvidenceKeys.inFile(folder.resolve("key.json")), EvidenceLimits.DEFAULTS),
                caseOf,
                InstantSource.system(),
                notices);
    }

    @AfterEach
    void close() {
        recorder.close();
        journal.close();
        store.close();
    }

    private static Exchange exchange(int n) {
        return new Exchange(
                Optional.of("x" + n),
                Instant.parse("2026-11-22T10:00:00Z").plusSeconds(n),
                "a" + n % 7,
                Optional.empty(),
                Api.CHAT,
                Optional.of("m"),
                new Request(
                        List.of(new Message(Message.Role.USER, "How does item " + n + " work?")),
                        Parameters.DEFAULTS,
                        List.of()),
                Optional.empty(),
                Usage.UNKNOWN,
                Client.UNKNOWN,
                Billing.UNKNOWN,
                OptionalInt.of(200),
                Optional.empty());
    }

    private static ExchangeDigest digest(int n) {
        return new DigestExtractor().extract(exchange(n));
    }

    @Test
    void journalThatTakesNoMore_alarmsOnceAndSaysTrouble_andRecoversThoughNothingComes() throws Exception {
        // Where the next file should be stands a folder: like a full disk, it takes no file.
        Path inTheWay = Files.createDirectory(folder.resolve("journal/digests-000000000002.journal"));
        int n = 0;
        while (recorder.trouble().isEmpty()) {
            recorder.record(digest(n++));
            assertThat(n).isLessThan(10_000);
        }
        recorder.record(digest(n));
        assertThat(notices.alarms).singleElement().asString().startsWith("Exchanges are not recorded: ");
        assertThat(recorder.trouble()).isPresent();
        assertThat(journal.status().refused()).isEqualTo(2);

        Files.delete(inTheWay);
        Await.until("journal works again", () -> recorder.trouble().isEmpty());
        assertThat(notices.noticed).contains("Exchanges are recorded again.");
        long kept = journal.status().appended();
        recorder.record(digest(n));
        assertThat(journal.status().appended()).isEqualTo(kept + 1);
    }

    @Test
    void trials_leaveNothingInTheJournal() throws Exception {
        recorder.record(digest(1));
        for (int i = 0; i < 3; i++) {
            assertThat(journal.takesRecords()).isTrue();
        }
        recorder.record(digest(2));
        recorder.close();
        journal.close();
        journal = DigestJournal.open(folder.resolve("journal"), JournalSettings.DEFAULTS);
        assertThat(journal.status().tornBytes()).isZero();
        try (var reader = journal.readFrom(JournalPosition.START, damage -> {
            throw new AssertionError(damage.what());
        })) {
            assertThat(reader.next()).isPresent();
            assertThat(reader.next()).isPresent();
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void detectionDown_isTrouble_andDetectionBehindIsAnAlarmOnly() {
        recorder.health(new DetectionHealth.Down("a reason"));
        assertThat(recorder.trouble()).contains("detection is down: a reason");
        recorder.health(new DetectionHealth.Lagging(Duration.ofSeconds(90)));
        assertThat(recorder.trouble()).isEmpty();
        assertThat(notices.alarms).anySatisfy(alarm -> assertThat(alarm).contains("Detection is 90 s behind"));
        recorder.health(new DetectionHealth.Running());
        assertThat(recorder.trouble()).isEmpty();
        assertThat(notices.noticed).endsWith("Detection is running.");
    }

    @Test
    void beforeDetectionRuns_nobodyWatches() {
        JournalRecorder fresh = recorder(_ -> Optional.empty());
        assertThat(fresh.trouble()).contains("detection has not started");
        fresh.close();
    }

    @Test
    void evidence_moreThanCanBeKept_isCountedAndHoldsNobodyUp() {
        CountDownLatch slow = new CountDownLatch(1);
        JournalRecorder held = recorder(_ -> {
            try {
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        });
        for (int n = 0; n < 200; n++) {
            held.watched(exchange(n));
        }
        assertThat(held.evidenceDropped()).isBetween(130L, 136L);
        slow.countDown();
        held.close();
    }

    @Test
    void jobThatIsAway_isSaidOnceAndRefusesNobody() {
        recorder.jobHealth(new DetectionHealth.Down("no broker"));
        recorder.jobHealth(new DetectionHealth.Down("no broker"));
        assertThat(recorder.trouble()).isEmpty();
        assertThat(recorder.unwatched()).contains("detection is down: no broker");
        assertThat(notices.alarms).containsExactly("Nobody judges: detection is down: no broker");

        recorder.jobHealth(new DetectionHealth.Running());
        assertThat(recorder.unwatched()).isEmpty();
        assertThat(notices.noticed).contains("Detection is running.");
    }

    @Test
    void evidence_thatCannotBeKept_alarmsOnce() {
        JournalRecorder shaky = recorder(_ -> {
            throw new StillwatchException("The case store cannot be reached.");
        });
        shaky.watched(exchange(1));
        shaky.watched(exchange(2));
        Await.until("alarm", () -> !notices.alarms.isEmpty());
        shaky.close();
        assertThat(notices.alarms).containsExactly("Evidence cannot be kept: The case store cannot be reached.");
    }
}
