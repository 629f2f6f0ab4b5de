// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.live.AppendOutcome;
import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.DigestJournal;
import dev.stillwatch.live.JournalSettings;
import dev.stillwatch.live.LiveAssessment;
import dev.stillwatch.live.LiveDetector;
import dev.stillwatch.live.LiveListener;
import dev.stillwatch.live.LiveSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The engine that runs within one process, as the gateway uses it: a journal on disk, and detection that follows it. */
final class Embedded implements AutoCloseable {
    /** Work that is refused, so that judging ends before it begins. */
    private static final Parallel NO_JUDGING = (size, body) -> {
        throw new IllegalStateException("not judged here");
    };

    private final Path folder;
    private final DigestJournal journal;

    /** @param folder that does not exist yet */
    Embedded(Path folder) {
        this.folder = folder;
        this.journal = DigestJournal.open(folder.resolve("journal"), JournalSettings.DEFAULTS);
    }

    void append(ExchangeDigest digest) {
        if (journal.append(digest) instanceof AppendOutcome.Refused(String reason)) {
            throw new IllegalStateException(reason);
        }
    }

    /** Sums up everything that was appended, stores the state, and ends; judges nothing. */
    void sumUp(long exchanges, String state) throws InterruptedException {
        try (LiveDetector detector = detector(state, NO_JUDGING, new CompletableFuture<>())) {
            while (detector.status().tally().taken() < exchanges) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    /** Judges everything that was appended. */
    Assessment assessed() throws InterruptedException {
        CompletableFuture<Assessment> judged = new CompletableFuture<>();
        try (LiveDetector detector = detector("judged", Parallel.SEQUENTIAL, judged)) {
            detector.requestAssessment();
            return judged.join();
        }
    }

    private LiveDetector detector(String state, Parallel parallel, CompletableFuture<Assessment> judged) {
        Duration never = Duration.ofDays(1);
        return LiveDetector.start(
                journal,
                folder.resolve(state),
                LiveSettings.DEFAULTS.every(never, never),
                new Detector(DetectorSettings.DEFAULTS),
                parallel,
                // Simulated traffic may be dated ahead of the machine's clock.
                InstantSource.offset(InstantSource.system(), Duration.ofDays(3_650)),
                new Taker(judged));
    }

    /** Takes the assessment. */
    private record Taker(CompletableFuture<Assessment> judged) implements LiveListener {
        @Override
        public void assessed(LiveAssessment assessment) {
            judged.complete(assessment.assessment());
        }

        @Override
        public void health(DetectionHealth health) {
            if (health instanceof DetectionHealth.Down) {
                judged.completeExceptionally(new IllegalStateException("detection is down: " + health));
            }
        }

        @Override
        public void noticed(String what) {
            // Nothing that would show in the assessment.
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
