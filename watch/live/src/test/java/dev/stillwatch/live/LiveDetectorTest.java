// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveDetectorTest {
    private static final JournalSettings SMALL = new JournalSettings(8 << 10, Optional.empty());
    private static final LiveSettings SETTINGS = LiveSettings.DEFAULTS;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock(TestDigests.START.plus(Duration.ofDays(1)));
    private final HeardListener heard = new HeardListener();
    private DigestJournal journal;

    @BeforeEach
    void open() {
        journal = DigestJournal.open(folder.resolve("journal"), SMALL);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void reopen() {
        journal.close();
        open();
    }

    private LiveDetector started() {
        return started(traffic -> new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary()));
    }

    private LiveDetector started(Assessor.Judge judge) {
        return LiveDetector.start(journal, folder.resolve("state"), SETTINGS, judge, clock, heard);
    }

    private void append(int from, int to) {
        for (int n = from; n < to; n++) {
            assertThat(journal.append(TestDigests.number(n))).isInstanceOf(AppendOutcome.Kept.class);
        }
    }

    private List<Path> checkpoints() {
        try (Stream<Path> files = Files.list(folder.resolve("state"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void requestAssessment_whatWasAppended_isJudged() {
        append(0, 500);
        try (LiveDetector detector = started()) {
            append(500, 700);
            detector.requestAssessment();
            LiveAssessment live = heard.awaitAssessmentOf(700);
            assertThat(live.assessment().exchanges()).isEqualTo(700);
            assertThat(live.assessment().accounts()).hasSize(10);
            assertThat(live.eventTime()).isEqualTo(TestDigests.START.plusSeconds(699));
            assertThat(live.position()).isEqualTo(journal.end());
            assertThat(heard.healths()).containsExactly(new DetectionHealth.Running());
        }
    }

    @Test
    void start_traffic_isJudgedOnceReadAndThenEveryInterval() {
        append(0, 100);
        try (LiveDetector detector = started()) {
            heard.awaitAssessmentOf(100);
            append(100, 110);
            heard.await("reading", () -> detector.status().position().equals(journal.end()));
            assertThat(heard.assessments()).hasSize(1);
            clock.advance(SETTINGS.assessEvery());
            heard.awaitAssessmentOf(110);
            // Nothing came in since: there is nothing to judge.
            clock.advance(SETTINGS.assessEvery());
            append(110, 120);
            heard.await("reading", () -> detector.status().position().equals(journal.end()));
            clock.advance(SETTINGS.assessEvery());
            heard.awaitAssessmentOf(120);
        }
    }

    @Test
    void close_andStartAgain_goesOnWithoutReadingAgain() {
        append(0, 300);
        try (LiveDetector detector = started()) {
            heard.awaitAssessmentOf(300);
            assertThat(detector.status().tally().taken()).isEqualTo(300);
        }
        reopen();
        append(250, 400);
        try (LiveDetector detector = started()) {
            detector.requestAssessment();
            heard.awaitAssessmentOf(400);
            assertThat(detector.status().tally()).isEqualTo(new LiveTally(400, 50, 0, 0));
        }
        assertThat(heard.notices()).isEmpty();
    }

    @Test
    void start_journalFilesThatACheckpointHolds_mayBeGone() throws IOException {
        append(0, 300);
        try (var _ = started()) {
            heard.awaitAssessmentOf(300);
        }
        reopen();
        journal.deleteBefore(journal.end(), Instant.MAX);
        append(300, 310);
        try (var _ = started()) {
            heard.awaitAssessmentOf(310);
        }
        assertThat(heard.notices()).allMatch(n -> n.contains("is gone"));
    }

    @Test
    void checkpoints_everyInterval_keepTwoAndFreeTheJournal() throws IOException {
        try (LiveDetector detector = started()) {
            for (int round = 0; round < 5; round++) {
                append(200 * round, 200 * round + 200);
                heard.await("reading", () -> detector.status().position().equals(journal.end()));
                clock.advance(SETTINGS.checkpointEvery());
                heard.await("checkpoint", () -> detector.status().checkpoint().equals(Optional.of(clock.instant())));
            }
        }
        assertThat(checkpoints())
                .extracting(p -> p.getFileName().toString())
                .containsExactly("checkpoint-000000000004", "checkpoint-000000000005");
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            assertThat(files.count()).isGreaterThan(10);
        }
        // Files are kept for a while after nobody needs them; their age is that of the real clock.
        try (LiveDetector detector = started()) {
            clock.advance(Duration.ofDays(3_650));
            append(1_000, 1_001);
            heard.await("checkpoint", () -> detector.status().checkpoint().isPresent());
        }
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            assertThat(files.count()).isLessThan(10);
        }
    }

    @Test
    void start_newestCheckpointDamaged_usesTheOlderAndSaysSo() throws IOException {
        append(0, 200);
        try (var _ = started()) {
            heard.awaitAssessmentOf(200);
        }
        append(200, 300);
        try (var _ = started()) {
            heard.awaitAssessmentOf(300);
        }
        Path newest = checkpoints().getLast();
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        append(300, 350);
        try (LiveDetector detector = started()) {
            heard.awaitAssessmentOf(350);
            assertThat(detector.status().tally()).isEqualTo(new LiveTally(350, 0, 0, 0));
        }
        assertThat(heard.notices())
                .singleElement()
                .asString()
                .contains(newest.toString())
                .contains("damaged");
        // The damaged one is gone, two good ones are kept.
        assertThat(checkpoints()).hasSize(2).doesNotContain(newest);
    }

    @Test
    void start_bothCheckpointsCutOff_readsTheWholeJournalAndSaysSo() throws IOException {
        for (int n = 1; n <= 2; n++) {
            append(100 * n, 100 * n + 100);
            try (var _ = started()) {
                heard.awaitAssessmentOf(100L * n);
            }
        }
        for (Path file : checkpoints()) {
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 2_000));
        }
        append(300, 310);
        try (var _ = started()) {
            heard.awaitAssessmentOf(210);
        }
        assertThat(heard.notices()).hasSize(3).anyMatch(n -> n.contains("all that the journal still holds"));
    }

    @Test
    void start_checkpointOfALaterRelease_isDownAndSaysWhy() throws IOException {
        append(0, 100);
        try (var _ = started()) {
            heard.awaitAssessmentOf(100);
        }
        Path file = checkpoints().getLast();
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = 9;
        Files.write(file, bytes);
        try (LiveDetector detector = started()) {
            heard.awaitHealth(DetectionHealth.Down.class);
            assertThat(heard.healths().getLast().toString())
                    .contains("newer release")
                    .contains(file.toString());
            // Once the file is out of the way detection comes back by itself.
            Files.delete(file);
            clock.advance(SETTINGS.retryAfter());
            heard.awaitHealth(DetectionHealth.Running.class);
            detector.requestAssessment();
            heard.await("assessment", () -> heard.assessments().size() > 1);
        }
    }

    @Test
    void start_journalReplaced_readsTheNewOneFromItsStart() throws IOException {
        append(0, 200);
        try (var _ = started()) {
            heard.awaitAssessmentOf(200);
        }
        journal.close();
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            files.forEach(f -> f.toFile().delete());
        }
        open();
        append(200, 230);
        try (var _ = started()) {
            heard.awaitAssessmentOf(230);
        }
        assertThat(heard.notices()).singleElement().asString().contains("another journal");
    }

    @Test
    void assess_fails_isDownUntilTheNextSucceeds() {
        AtomicBoolean fails = new AtomicBoolean(true);
        append(0, 50);
        try (LiveDetector detector = started(traffic -> {
            if (fails.get()) {
                throw new IllegalStateException("secret text that nobody may see");
            }
            return new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary());
        })) {
            heard.awaitHealth(DetectionHealth.Down.class);
            assertThat(heard.healths().getLast().toString())
                    .contains("IllegalStateException")
                    .doesNotContain("secret");
            fails.set(false);
            detector.requestAssessment();
            heard.awaitAssessmentOf(50);
            heard.awaitHealth(DetectionHealth.Running.class);
        }
    }

    @Test
    void assess_runsOutOfMemory_isSaidAndTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        append(0, 50);
        try (LiveDetector detector = started(traffic -> {
            if (calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("made up");
            }
            return new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary());
        })) {
            heard.awaitHealth(DetectionHealth.Down.class);
            detector.requestAssessment();
            heard.awaitAssessmentOf(50);
        }
    }

    @Test
    void assess_takesLong_readingGoesOnAndNeverEndingIsDown() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        List<TrafficSummary> judged = new ArrayList<>();
        append(0, 50);
        try (LiveDetector detector = started(traffic -> {
            judged.add(traffic);
            awaited(release);
            return new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary());
        })) {
            heard.await("judging", () -> !judged.isEmpty());
            append(50, 1_000);
            heard.await("reading", () -> detector.status().tally().taken() == 1_000);
            assertThat(judged.getFirst().exchanges()).isEqualTo(50);
            clock.advance(SETTINGS.longestAssessment().plusSeconds(1));
            heard.awaitHealth(DetectionHealth.Down.class);
            assertThat(heard.healths().getLast().toString()).contains("has not ended");
            release.countDown();
            heard.awaitAssessmentOf(50);
            heard.awaitHealth(DetectionHealth.Running.class);
            heard.awaitAssessmentOf(1_000);
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void listener_throws_detectionGoesOn() {
        append(0, 20);
        HeardListener kept = new HeardListener();
        LiveListener faulty = new LiveListener() {
            @Override
            public void assessed(LiveAssessment assessment) {
                kept.assessed(assessment);
                throw new IllegalStateException("no");
            }

            @Override
            public void health(DetectionHealth health) {
                kept.health(health);
                throw new IllegalStateException("no");
            }

            @Override
            public void noticed(String what) {
                kept.noticed(what);
                throw new IllegalStateException("no");
            }
        };
        try (LiveDetector detector = LiveDetector.start(
                journal,
                folder.resolve("state"),
                SETTINGS,
                traffic -> new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary()),
                clock,
                faulty)) {
            kept.awaitAssessmentOf(20);
            append(20, 40);
            detector.requestAssessment();
            kept.awaitAssessmentOf(40);
            kept.awaitNotice("taking an assessment failed: IllegalStateException");
        }
    }

    @Test
    void take_datesFarAhead_makeNothingOld() {
        append(0, 10);
        journal.append(TestDigests.of("a", "later", clock.instant().plus(Duration.ofDays(9_000))));
        append(10, 20);
        try (LiveDetector detector = started()) {
            heard.awaitAssessmentOf(20);
            assertThat(detector.status().tally()).isEqualTo(new LiveTally(20, 0, 0, 1));
        }
    }

    @Test
    void take_monthOld_isForgotten() {
        append(0, 10);
        journal.append(TestDigests.of("a", "new", TestDigests.START.plus(Duration.ofDays(30))));
        append(10, 20);
        clock.advance(Duration.ofDays(40));
        try (LiveDetector detector = started()) {
            heard.awaitAssessmentOf(1);
            assertThat(detector.status().tally()).isEqualTo(new LiveTally(11, 0, 10, 0));
        }
    }

    @Test
    void take_withoutIds_countsEachTime() {
        for (int n = 0; n < 5; n++) {
            journal.append(TestDigests.of("a", Optional.empty(), TestDigests.START));
        }
        try (LiveDetector detector = started()) {
            heard.awaitAssessmentOf(5);
            assertThat(detector.status().tally().copies()).isZero();
        }
    }

    @Test
    void checkpoint_folderCannotBeWritten_isSaidAndDetectionGoesOn() throws IOException {
        append(0, 10);
        try (LiveDetector detector = started()) {
            heard.awaitAssessmentOf(10);
            // A folder in the way stops the file from being written whoever runs the test.
            Files.createDirectories(folder.resolve("state/unfinished/x"));
            clock.advance(SETTINGS.checkpointEvery());
            heard.awaitNotice("cannot write a checkpoint");
            append(10, 30);
            detector.requestAssessment();
            heard.awaitAssessmentOf(30);
            Files.delete(folder.resolve("state/unfinished/x"));
            Files.delete(folder.resolve("state/unfinished"));
        }
        assertThat(checkpoints()).hasSize(1);
    }

    @Test
    void read_damagedJournal_isNoticedAndTheRestIsJudged() throws IOException {
        append(0, 20);
        reopen();
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            Path first = files.filter(f -> f.toString().endsWith(".journal"))
                    .min(Path::compareTo)
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(first);
            bytes[300] ^= 1;
            Files.write(first, bytes);
        }
        try (var _ = started()) {
            heard.awaitAssessmentOf(19);
            heard.awaitNotice("missing from detection");
        }
    }

    @Test
    void read_recordOfALaterRelease_isDown() throws IOException {
        append(0, 5);
        journal.close();
        byte[] later = DigestCodec.encode(TestDigests.number(9));
        later[0] = 2;
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            Path first = files.filter(f -> f.toString().endsWith(".journal"))
                    .min(Path::compareTo)
                    .orElseThrow();
            Files.write(first, Frames.framed(later), StandardOpenOption.APPEND);
        }
        open();
        try (var _ = started()) {
            heard.awaitHealth(DetectionHealth.Down.class);
            assertThat(heard.healths().getLast().toString()).contains("newer release");
        }
    }

    @Test
    void health_lagsBehind_isToldAndOver() {
        HealthMonitor monitor = new HealthMonitor(SETTINGS, heard, clock.instant());
        monitor.check(clock.instant());
        clock.advance(SETTINGS.laggingAfter().plusSeconds(1));
        monitor.check(clock.instant());
        clock.advance(Duration.ofSeconds(1));
        monitor.check(clock.instant());
        monitor.caughtUp(clock.instant());
        monitor.check(clock.instant());
        assertThat(heard.healths())
                .containsExactly(
                        new DetectionHealth.Running(),
                        new DetectionHealth.Lagging(SETTINGS.laggingAfter().plusSeconds(1)),
                        new DetectionHealth.Running());
    }

    @Test
    void causes_exceptionsOfOurs_areShownAndOthersNamed() {
        assertThat(Causes.of(new StillwatchException("say this"))).isEqualTo("say this");
        assertThat(Causes.of(new RuntimeException("not this"))).isEqualTo("RuntimeException");
        assertThat(Causes.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(Causes.of(new NoSuchFileException("secret/path"))).isEqualTo("NoSuchFileException");
    }
}
