// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.speed;

import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestExtractor;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * How fast digests are made, journaled, followed, checkpointed and restored.
 *
 * <p>Arguments: a folder that does not exist yet, how many accounts, how many exchanges of each. Digests to append are
 * made beforehand. Judging is left out: it is the same as a scan's.
 */
public final class LiveBenchmark {
    private static final int APPENDED = 400_000;
    private static final int MADE = 20_000;

    /** Work that is refused, so that judging ends before it begins. */
    private static final Parallel NO_JUDGING = (size, body) -> {
        throw new IllegalStateException("not judged here");
    };

    private final Path folder;

    private LiveBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Runs the benchmark and prints a line for each measure. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("usage: LiveBenchmark FOLDER ACCOUNTS EXCHANGES-OF-EACH");
        }
        LiveBenchmark benchmark = new LiveBenchmark(Path.of(arguments[0]));
        List<ExchangeDigest> digests = List.of();
        // The first rounds warm up.
        for (int round = 0; round < 3; round++) {
            digests = made(round == 2);
        }
        for (int round = 0; round < 2; round++) {
            benchmark.append(digests, 1, round == 1);
            benchmark.append(digests, 8, round == 1);
        }
        benchmark.follow(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }

    private static List<ExchangeDigest> made(boolean told) {
        DigestExtractor extractor = new DigestExtractor();
        Random random = new Random(1);
        List<ExchangeDigest> digests = new ArrayList<>();
        long nanos = 0;
        for (int n = 0; n < MADE; n++) {
            var exchange = AccountHeap.exchange(n % 1_000, n / 1_000, random);
            long began = System.nanoTime();
            digests.add(extractor.extract(exchange));
            nanos += System.nanoTime() - began;
        }
        if (told) {
            say("made: %.1f us a digest", nanos / 1e3 / MADE);
        }
        return digests;
    }

    private void append(List<ExchangeDigest> digests, int threads, boolean told)
            throws IOException, InterruptedException {
        Path path = folder.resolve("append-" + threads + "-" + told);
        try (DigestJournal journal = DigestJournal.open(path, JournalSettings.DEFAULTS)) {
            long began = System.nanoTime();
            List<Thread> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(Thread.ofPlatform().start(() -> {
                    for (int n = 0; n < APPENDED / threads; n++) {
                        keep(journal, digests.get(n % MADE));
                    }
                }));
            }
            for (Thread thread : running) {
                thread.join();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            if (told) {
                say(
                        "appended by %d threads: %,.0f a second, %.0f bytes each",
                        threads, APPENDED / seconds, (double) bytes(path) / APPENDED);
            }
        }
    }

    private static void keep(DigestJournal journal, ExchangeDigest digest) {
        if (journal.append(digest) instanceof AppendOutcome.Refused(String reason)) {
            throw new IllegalStateException(reason);
        }
    }

    private void follow(int accounts, int each) throws IOException, InterruptedException {
        long exchanges = (long) accounts * each;
        DigestExtractor extractor = new DigestExtractor();
        Random random = new Random(1);
        try (DigestJournal journal = DigestJournal.open(folder.resolve("journal"), JournalSettings.DEFAULTS)) {
            for (int n = 0; n < each; n++) {
                for (int a = 0; a < accounts; a++) {
                    keep(journal, extractor.extract(AccountHeap.exchange(a, n, random)));
                }
            }
            double reading = followed(journal, exchanges, "checkpoint and end");
            say("read and summed up: %,.0f a second (%,d of %,d accounts)", exchanges / reading, exchanges, accounts);
            long size = bytes(folder.resolve("state"));
            say("checkpoint: %,d bytes, %,d an account", size, size / accounts);
            say("restored: %.2f s", followed(journal, exchanges, "end"));
        }
    }

    /** Follows until so many exchanges are summed up, ends, and returns how many seconds the former took. */
    private double followed(DigestJournal journal, long exchanges, String ending) throws InterruptedException {
        CountDownLatch snapshot = new CountDownLatch(1);
        long began = System.nanoTime();
        double seconds;
        long read;
        try (LiveDetector detector = LiveDetector.start(
                journal,
                folder.resolve("state"),
                LiveSettings.DEFAULTS.every(Duration.ofHours(1), Duration.ofHours(1)),
                new Detector(DetectorSettings.DEFAULTS),
                NO_JUDGING,
                InstantSource.system(),
                new SnapshotListener(snapshot))) {
            while (detector.status().tally().taken() < exchanges) {
                Thread.sleep(1);
            }
            read = System.nanoTime();
            seconds = (read - began) / 1e9;
            snapshot.await();
            say("snapshot for judging: %.2f s", (System.nanoTime() - read) / 1e9);
            read = System.nanoTime();
        }
        say("%s: %.2f s", ending, (System.nanoTime() - read) / 1e9);
        return seconds;
    }

    /** Hears when judging has failed, which is when its snapshot is there. */
    private record SnapshotListener(CountDownLatch made) implements LiveListener {
        @Override
        public void assessed(LiveAssessment assessment) {
            throw new IllegalStateException("judged all the same");
        }

        @Override
        public void health(DetectionHealth health) {
            if (health instanceof DetectionHealth.Down) {
                made.countDown();
            }
        }

        @Override
        public void noticed(String what) {
            say("%s", what);
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        }
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format + "%n", arguments);
    }
}
