// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.speed;

import dev.stillwatch.evidence.Commitment;
import dev.stillwatch.evidence.EntryType;
import dev.stillwatch.evidence.EvidenceLog;
import dev.stillwatch.evidence.EvidenceVerifier;
import dev.stillwatch.evidence.KeyKind;
import dev.stillwatch.evidence.LogEntry;
import dev.stillwatch.evidence.Salt;
import dev.stillwatch.evidence.SigningKey;
import dev.stillwatch.evidence.Verification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures how fast evidence is recorded, and how fast a log is verified.
 *
 * <p>Arguments: a new folder, how many rounds, and how many million entries the log to be verified has. In each round a
 * bare sync of the same disk, appends of one thread and appends of 64 threads take turns, for three seconds each, so
 * that a neighbour on the machine disturbs all alike. Run it with a small heap to see that memory does not grow.
 */
public final class EvidenceBenchmark {
    private static final long MEASURED_NANOS = 3_000_000_000L;
    private static final int BATCH_BYTES = 300;
    private static final SigningKey KEY = SigningKey.generate("bench.example/evidence", KeyKind.LOG, new Random(1));
    private static final LogEntry ENTRY = new LogEntry(
            new EntryType("case-decision"),
            Instant.parse("2026-11-22T10:00:00Z"),
            Commitment.of(Salt.random(new Random(2)), new byte[] {1}));

    private EvidenceBenchmark() {}

    /** Runs the benchmark and prints one row for each round, then one for the verification. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("usage: EvidenceBenchmark FOLDER ROUNDS MILLIONS");
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        System.out.println("round  bare syncs/s  appends/s, 1 thread  appends/s, 64 threads");
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            double syncs = syncs(folder.resolve("bare-" + round));
            double one = appends(folder.resolve("one-" + round), 1);
            double many = appends(folder.resolve("many-" + round), 64);
            print("%5d  %12.0f  %19.0f  %21.0f", round, syncs, one, many);
        }
        verify(folder.resolve("large"), Math.round(Double.parseDouble(arguments[2]) * 1e6));
    }

    private static double syncs(Path file) throws IOException {
        byte[] bytes = new byte[BATCH_BYTES];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long began = System.nanoTime();
            long count = 0;
            while (System.nanoTime() - began < MEASURED_NANOS) {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(false);
                count++;
            }
            return count * 1e9 / (System.nanoTime() - began);
        }
    }

    private static double appends(Path folder, int threads) throws InterruptedException {
        EvidenceLog.create(folder, KEY);
        LongAdder count = new LongAdder();
        try (EvidenceLog log = EvidenceLog.open(folder, KEY)) {
            long began = System.nanoTime();
            List<Thread> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(Thread.ofVirtual().start(() -> {
                    while (System.nanoTime() - began < MEASURED_NANOS) {
                        log.append(ENTRY);
                        count.increment();
                    }
                }));
            }
            for (Thread thread : running) {
                thread.join();
            }
            return count.sum() * 1e9 / (System.nanoTime() - began);
        }
    }

    private static void verify(Path folder, long entries) {
        EvidenceLog.create(folder, KEY);
        long began = System.nanoTime();
        try (EvidenceLog log = EvidenceLog.open(folder, KEY)) {
            CompletableFuture<Long> last = log.appendLater(ENTRY);
            for (long i = 1; i < entries; i++) {
                last = log.appendLater(ENTRY);
            }
            last.join();
        }
        double filling = (System.nanoTime() - began) / 1e9;
        for (int round = 0; round < 3; round++) {
            began = System.nanoTime();
            Verification result = new EvidenceVerifier(KEY.verifier()).verify(folder, EvidenceVerifier.Progress.NONE);
            double seconds = (System.nanoTime() - began) / 1e9;
            if (!result.intact() || result.verified() != entries) {
                throw new IllegalStateException("verified " + result.verified() + " of " + entries + " entries");
            }
            print("verified %,d entries in %.1f s: %,.0f a second", entries, seconds, entries / seconds);
        }
        print(
                "filled without waiting for each in %.1f s: %,.0f a second; largest heap allowed %,d MB",
                filling, entries / filling, Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
