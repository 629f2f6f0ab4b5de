// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestJournalTest {
    private static final JournalSettings SMALL = new JournalSettings(4 << 10, Optional.empty());

    @TempDir
    private Path folder;

    private final List<JournalDamage> damages = new ArrayList<>();

    private static List<ExchangeDigest> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(TestDigests::number).toList();
    }

    private static void append(DigestJournal journal, List<ExchangeDigest> digests) {
        digests.forEach(d -> assertThat(journal.append(d)).isInstanceOf(AppendOutcome.Kept.class));
    }

    /** Keys of all that can be read from a place on. */
    private List<Long> keys(DigestJournal journal, JournalPosition from) {
        List<Long> keys = new ArrayList<>();
        try (JournalReader reader = journal.readFrom(from, damages::add)) {
            for (Optional<ExchangeDigest> d = reader.next(); d.isPresent(); d = reader.next()) {
                keys.add(d.get().key());
            }
            assertThat(reader.position()).isEqualTo(journal.end());
        }
        return keys;
    }

    private static List<Long> keys(List<ExchangeDigest> digests) {
        return digests.stream().map(ExchangeDigest::key).toList();
    }

    private Path lastSegment() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".journal"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private long segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".journal")).count();
        }
    }

    @Test
    void readFrom_start_readsAllInOrderOverManySegmentsAndOpenings() throws IOException {
        List<ExchangeDigest> digests = numbers(0, 300);
        for (int opening = 0; opening < 3; opening++) {
            try (DigestJournal journal = DigestJournal.open(folder, SMALL)) {
                append(journal, digests.subList(100 * opening, 100 * opening + 100));
            }
        }
        try (DigestJournal journal = DigestJournal.open(folder, SMALL)) {
            assertThat(keys(journal, JournalPosition.START)).isEqualTo(keys(digests));
            assertThat(damages).isEmpty();
            assertThat(journal.status().tornBytes()).isZero();
            assertThat(segments()).isGreaterThan(8);
        }
    }

    @Test
    void readFrom_positionOfAnyRecord_readsWhatFollows() {
        List<ExchangeDigest> digests = numbers(0, 120);
        List<JournalPosition> ends = new ArrayList<>();
        try (DigestJournal journal = DigestJournal.open(folder, SMALL)) {
            for (ExchangeDigest digest : digests) {
                ends.add(((AppendOutcome.Kept) journal.append(digest)).end());
            }
        }
        try (DigestJournal journal = DigestJournal.open(folder, SMALL)) {
            for (int i = 0; i < digests.size(); i++) {
                assertThat(keys(journal, ends.get(i))).isEqualTo(keys(digests.subList(i + 1, digests.size())));
            }
        }
        assertThat(ends).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void next_afterTheEnd_readsWhatIsAppendedLater() throws InterruptedException {
        try (DigestJournal journal = DigestJournal.open(folder, SMALL);
                JournalReader reader = journal.readFrom(JournalPosition.START, damages::add)) {
            for (int n = 0; n < 100; n++) {
                assertThat(reader.next()).isEmpty();
                append(journal, numbers(n, n + 1));
                assertThat(journal.awaitBeyond(reader.position(), Duration.ofSeconds(10)))
                        .isTrue();
                assertThat(reader.next().map(ExchangeDigest::key))
                        .hasValue(TestDigests.number(n).key());
            }
            assertThat(journal.awaitBeyond(reader.position(), Duration.ZERO)).isFalse();
        }
        assertThat(damages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void open_tailTornAnywhere_cutsItAndKeepsTheRest(long seed) throws IOException {
        Random random = new Random(seed);
        List<ExchangeDigest> digests = new ArrayList<>();
        for (int round = 0; round < 30; round++) {
            List<ExchangeDigest> more = numbers(10 * round, 10 * round + 10);
            try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
                append(journal, more);
            }
            digests.addAll(more);
            byte[] next = Frames.framed(DigestCodec.encode(TestDigests.number(999_999)));
            byte[] torn = random.nextInt(4) == 0
                    ? new byte[1 + random.nextInt(5_000)]
                    : Arrays.copyOf(next, 1 + random.nextInt(next.length - 1));
            Path last = lastSegment();
            Files.write(last, torn, StandardOpenOption.APPEND);
            try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
                assertThat(journal.status().tornBytes()).isEqualTo(torn.length);
                assertThat(keys(journal, JournalPosition.START)).isEqualTo(keys(digests));
            }
        }
        assertThat(damages).isEmpty();
    }

    @Test
    void open_fileCutAnywhere_keepsAllRecordsBeforeTheCut() throws IOException {
        List<ExchangeDigest> digests = numbers(0, 12);
        List<JournalPosition> ends = new ArrayList<>();
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            digests.forEach(d -> ends.add(((AppendOutcome.Kept) journal.append(d)).end()));
        }
        Path file = lastSegment();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            int cut = length;
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(f -> !f.equals(file)).forEach(f -> f.toFile().delete());
            }
            Files.write(file, Arrays.copyOf(whole, length));
            int before = (int) ends.stream().filter(e -> e.offset() <= cut).count();
            try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
                assertThat(keys(journal, JournalPosition.START)).isEqualTo(keys(digests.subList(0, before)));
                append(journal, numbers(50, 51));
                assertThat(journal.end().segment()).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void next_damageInTheMiddle_losesOnlyWhatItHitsAndReportsIt(long seed) throws IOException {
        Random random = new Random(seed);
        List<ExchangeDigest> digests = numbers(0, 200);
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            append(journal, digests);
        }
        Path file = lastSegment();
        byte[] bytes = Files.readAllBytes(file);
        int at = 200 + random.nextInt(bytes.length - 2_000);
        int length = 1 + random.nextInt(400);
        for (int i = 0; i < length; i++) {
            bytes[at + i] ^= (byte) (1 + random.nextInt(255));
        }
        Files.write(file, bytes);
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            List<Long> read = keys(journal, JournalPosition.START);
            assertThat(digests.stream().map(ExchangeDigest::key).toList()).containsSubsequence(read);
            assertThat(read).hasSizeBetween(200 - 2 - length / 60, 199);
            assertThat(journal.status().tornBytes()).isZero();
        }
        assertThat(damages).hasSize(1);
        assertThat(damages.getFirst().bytes()).isBetween((long) length, length + 1_000L);
        assertThat(damages.getFirst().what()).contains(file.toString()).contains("missing from detection");
    }

    @Test
    void next_segmentGoneOrHeaderDamaged_saysSoAndReadsTheRest() throws IOException {
        List<ExchangeDigest> digests = numbers(0, 60);
        JournalPosition middle;
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            append(journal, digests.subList(0, 10));
            middle = journal.end();
            append(journal, digests.subList(10, 30));
        }
        Path first = lastSegment();
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            append(journal, digests.subList(30, 60));
        }
        Path second = lastSegment();
        byte[] bytes = Files.readAllBytes(second);
        bytes[2] = 'x';
        Files.write(second, bytes);
        Files.delete(first);
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            assertThat(keys(journal, middle)).isEqualTo(keys(digests.subList(30, 60)));
        }
        assertThat(damages)
                .extracting(JournalDamage::what)
                .satisfiesExactly(
                        gone -> assertThat(gone).contains("is gone"),
                        damaged -> assertThat(damaged).contains("does not begin as a journal file does"));
    }

    @Test
    void next_fileOfALaterRelease_isRefused() throws IOException {
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            append(journal, numbers(0, 3));
        }
        Path file = lastSegment();
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = 9;
        Files.write(file, bytes);
        assertThatThrownBy(() -> DigestJournal.open(folder, JournalSettings.DEFAULTS))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("newer release");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void append_manyThreads_keepsEveryRecordOnce() throws Exception {
        try (DigestJournal journal =
                        DigestJournal.open(folder, new JournalSettings(16 << 10, Optional.of(Duration.ofMillis(1))));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int from = 500 * t;
                running.add(threads.submit(() -> append(journal, numbers(from, from + 500))));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
            assertThat(keys(journal, JournalPosition.START))
                    .containsExactlyInAnyOrderElementsOf(keys(numbers(0, 4_000)));
            assertThat(journal.status().appended()).isEqualTo(4_000);
            assertThat(journal.status().failedSyncs()).isZero();
        }
        assertThat(damages).isEmpty();
    }

    @Test
    void append_interruptedThread_isKeptAndHarmsNobody() {
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            Thread.currentThread().interrupt();
            append(journal, numbers(0, 2));
            assertThat(Thread.interrupted()).isTrue();
            append(journal, numbers(2, 4));
            assertThat(keys(journal, JournalPosition.START)).isEqualTo(keys(numbers(0, 4)));
        }
    }

    @Test
    void append_nameLongerThanARecordMayBe_isRefused() {
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            assertThat(journal.append(TestDigests.of("a".repeat(70_000), "1", TestDigests.START)))
                    .isInstanceOf(AppendOutcome.Refused.class);
            append(journal, numbers(0, 1));
            assertThat(journal.status().refused()).isEqualTo(1);
        }
    }

    @Test
    void append_closed_isRefused() {
        DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS);
        journal.close();
        journal.close();
        assertThat(journal.append(TestDigests.number(1))).isInstanceOf(AppendOutcome.Refused.class);
    }

    @Test
    void open_folderInUse_isRefusedUntilItIsClosed() {
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            append(journal, numbers(0, 1));
            assertThatThrownBy(() -> DigestJournal.open(folder, JournalSettings.DEFAULTS))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("in use");
        }
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS)) {
            append(journal, numbers(0, 1));
        }
    }

    @Test
    void open_newFolder_isReadableByItsOwnerOnly() throws IOException {
        Path inner = folder.resolve("a/b");
        DigestJournal.open(inner, JournalSettings.DEFAULTS).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)))
                .isEqualTo("rwx------");
    }

    @Test
    void open_fileInPlaceOfAFolder_saysWhich() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DigestJournal.open(file, JournalSettings.DEFAULTS))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void next_fileInTheMiddleGone_saysSoAndReadsTheRest() throws IOException {
        try (DigestJournal journal = DigestJournal.open(folder, SMALL)) {
            append(journal, numbers(0, 60));
            JournalPosition middle = journal.end();
            append(journal, numbers(60, 120));
            assertThat(middle.segment()).isBetween(2L, journal.end().segment() - 1);
            Path gone = folder.resolve(String.format(Locale.ROOT, "digests-%012d.journal", middle.segment()));
            Files.delete(gone);

            assertThat(keys(journal, JournalPosition.START)).hasSizeBetween(1, 119);
            assertThat(damages)
                    .extracting(JournalDamage::what)
                    .singleElement()
                    .satisfies(what -> assertThat(what).startsWith(gone + " is gone"));
        }
    }

    @Test
    void deleteBefore_oldFilesBehindThePosition_areGoneAndTheOthersAreKept() throws IOException {
        try (DigestJournal journal = DigestJournal.open(folder, SMALL)) {
            append(journal, numbers(0, 60));
            JournalPosition middle = journal.end();
            append(journal, numbers(60, 120));
            long before = segments();
            assertThat(journal.deleteBefore(middle, Instant.EPOCH)).isZero();
            assertThat(journal.deleteBefore(middle, Instant.MAX)).isEqualTo((int) middle.segment() - 1);
            assertThat(segments()).isEqualTo(before - middle.segment() + 1);
            assertThat(keys(journal, middle)).isEqualTo(keys(numbers(60, 120)));
            journal.deleteBefore(new JournalPosition(Long.MAX_VALUE, 0), Instant.MAX);
            assertThat(segments()).isEqualTo(1);
        }
    }
}
