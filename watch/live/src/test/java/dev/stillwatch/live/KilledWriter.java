// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.detect.ExchangeDigest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;

/**
 * A process that is to be killed: it appends from several threads, tells each id on standard output once it is
 * acknowledged, follows its own journal, and stores checkpoints all the time.
 */
final class KilledWriter {
    static final int THREADS = 4;
    static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    static final JournalSettings JOURNAL = new JournalSettings(256 << 10, Optional.of(Duration.ofMillis(20)));
    static final LiveSettings LIVE = LiveSettings.DEFAULTS.every(Duration.ofHours(1), Duration.ofMillis(15));

    private KilledWriter() {}

    /** The exchange with an id; the same each time it is asked for. */
    static ExchangeDigest digest(String id) {
        // Within a day, for which copies are recognised.
        int hash = Math.floorMod(id.hashCode(), 80_000);
        return TestDigests.of("account-" + hash % 50, id, START.plusSeconds(hash));
    }

    /** Arguments: folder, a word that no other run uses in its ids. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        DigestJournal journal = DigestJournal.open(folder.resolve("journal"), JOURNAL);
        LiveDetector.start(
                journal,
                folder.resolve("state"),
                LIVE,
                traffic -> {
                    throw new IllegalStateException("judging is not what this is about, and takes time");
                },
                InstantSource.system(),
                new HeardListener());
        for (int t = 0; t < THREADS; t++) {
            String prefix = arguments[1] + "-" + t + "-";
            new Thread(() -> appendForEver(journal, prefix)).start();
        }
    }

    private static void appendForEver(DigestJournal journal, String prefix) {
        Random random = new Random(prefix.hashCode());
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            for (int n = 0; ; n++) {
                // Now and then a client sends again what it sent before.
                int number = random.nextInt(8) == 0 ? random.nextInt(n + 1) : n;
                String id = prefix + number;
                if (journal.append(digest(id)) instanceof AppendOutcome.Kept) {
                    // One write for a line, so that lines of threads do not mix.
                    out.write((id + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
