// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullDiskTest {
    @TempDir
    private Path folder;

    /** A disk with so many bytes left, on which part of a record may be written before it is full. */
    private static final class Disk implements AppendFile.Opener {
        long left = Long.MAX_VALUE;
        boolean truncates = true;
        boolean syncs = true;

        @Override
        public AppendFile create(Path path) throws IOException {
            AppendFile file = new AppendFile.OnDisk(path);
            return new AppendFile() {
                @Override
                public void write(byte[] bytes) throws IOException {
                    int fits = (int) Math.min(left, bytes.length);
                    file.write(Arrays.copyOf(bytes, fits));
                    left -= fits;
                    if (fits < bytes.length) {
                        throw new IOException("No space left on device");
                    }
                }

                @Override
                public void truncate(long length) throws IOException {
                    if (!truncates) {
                        throw new IOException("Input/output error");
                    }
                    file.truncate(length);
                }

                @Override
                public void sync() throws IOException {
                    if (!syncs) {
                        throw new IOException("Input/output error");
                    }
                    file.sync();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false", "4, false"})
    void append_diskFullNowAndThen_keepsExactlyWhatWasAcknowledged(long seed, boolean truncates) {
        Random random = new Random(seed);
        Disk disk = new Disk();
        disk.truncates = truncates;
        List<Long> acknowledged = new ArrayList<>();
        int refused = 0;
        try (DigestJournal journal = DigestJournal.open(folder, new JournalSettings(8 << 10, Optional.empty()), disk)) {
            for (int n = 0; n < 1_000; n++) {
                if (n % 20 == 0) {
                    disk.left = random.nextInt(4_000);
                }
                ExchangeDigest digest = TestDigests.number(n);
                switch (journal.append(digest)) {
                    case AppendOutcome.Kept kept -> acknowledged.add(digest.key());
                    case AppendOutcome.Refused(String reason) -> {
                        assertThat(reason).contains("No space left on device").contains(folder.toString());
                        refused++;
                    }
                }
            }
            assertThat(journal.status().refused()).isEqualTo(refused);
        }
        assertThat(refused).isBetween(50, 950);
        assertThat(readAgain()).isEqualTo(acknowledged);
    }

    private List<Long> readAgain() {
        List<Long> read = new ArrayList<>();
        try (DigestJournal journal = DigestJournal.open(folder, JournalSettings.DEFAULTS);
                JournalReader reader = journal.readFrom(JournalPosition.START, damage -> {})) {
            reader.next().ifPresent(d -> read.add(d.key()));
            for (Optional<ExchangeDigest> d = reader.next(); d.isPresent(); d = reader.next()) {
                read.add(d.get().key());
            }
        }
        return read;
    }

    @Test
    void sync_diskFails_saysSoAndCountsIt() {
        Disk disk = new Disk();
        disk.syncs = false;
        try (DigestJournal journal = DigestJournal.open(folder, new JournalSettings(8 << 10, Optional.empty()), disk)) {
            assertThatThrownBy(journal::sync)
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("Input/output error");
            assertThat(journal.status().failedSyncs()).isEqualTo(1);
            disk.syncs = true;
        }
    }
}
