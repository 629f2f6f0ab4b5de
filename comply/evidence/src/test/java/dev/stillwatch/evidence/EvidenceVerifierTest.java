// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verification finds, and who is told where. */
class EvidenceVerifierTest {
    private static final EvidenceVerifier VERIFIER = new EvidenceVerifier(Sample.LOG.verifier());

    private static SimulatedDisk log(int... batches) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        LogOpening.create(disk, Sample.LOG);
        append(disk, true, batches);
        return disk;
    }

    private static void append(SimulatedDisk disk, boolean publish, int... batches) throws IOException {
        try (LogWriter writer = LogOpening.open(disk, Sample.LOG)) {
            for (int batch : batches) {
                if (batch > 0) {
                    writer.commit(Sample.entries(writer.size(), batch));
                }
                if (publish) {
                    writer.publish();
                }
            }
        }
    }

    private static Verification verify(SimulatedDisk disk) {
        return VERIFIER.verify(disk, EvidenceVerifier.Progress.NONE);
    }

    private static Verification verifySince(SimulatedDisk disk, Checkpoint since) {
        return new EvidenceVerifier(Sample.LOG.verifier(), WitnessPolicy.NONE, Optional.of(since))
                .verify(disk, EvidenceVerifier.Progress.NONE);
    }

    private static Checkpoint checkpoint(SimulatedDisk disk) throws IOException {
        return Checkpoint.parse(disk.read("checkpoint"));
    }

    @Test
    void verify_ofLogsOfManySizes_findsThemIntact() throws IOException {
        for (int size : List.of(0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 1_000)) {
            Verification result = verify(log(size / 2, size - size / 2));
            assertThat(result.findings()).as("size %d", size).isEmpty();
            assertThat(result.verified()).isEqualTo(size);
        }
    }

    @Test
    void verify_ofMoreThan65536Entries_usesThreeLevels() throws IOException {
        SimulatedDisk disk = log(40_000, 26_000);
        assertThat(disk.files()).contains("tile/2/000.p/1", "tile/1/000", "tile/1/001.p/1");
        assertThat(verify(disk).findings()).isEmpty();
        disk.tamper("tile/2/000.p/1", new byte[Hash.BYTES]);
        assertThat(verify(disk).first().orElseThrow().file()).isEqualTo("tile/2/000.p/1");
    }

    @Test
    void verify_withEntriesInTheJournal_countsThem() throws IOException {
        SimulatedDisk disk = log(3);
        append(disk, false, 2, 300);
        Verification result = verify(disk);
        assertThat(result.findings()).isEmpty();
        assertThat(result.verified()).isEqualTo(3);
        assertThat(result.pending()).isEqualTo(302);
    }

    /** Every bit of every file of a small log: published tiles, older partial ones, the checkpoint, the journal. */
    @Test
    void verify_withAnyOneBitFlipped_findsIt() throws IOException {
        SimulatedDisk disk = log(1, 1);
        append(disk, false, 1);
        assertThat(disk.files())
                .containsExactlyInAnyOrder(
                        "checkpoint",
                        "journal",
                        "tile/0/000.p/1",
                        "tile/0/000.p/2",
                        "tile/entries/000.p/1",
                        "tile/entries/000.p/2");
        assertThat(verify(disk).intact()).isTrue();
        for (String name : disk.files()) {
            for (int bit = 0; bit < disk.read(name).length * 8; bit++) {
                assertThat(isFound(disk, name, bit)).as("%s bit %d", name, bit).isTrue();
            }
        }
        assertThat(verify(disk).intact()).isTrue();
    }

    @Test
    void verify_withABitOfAnyJournalByteFlipped_findsIt() throws IOException {
        SimulatedDisk disk = log(2);
        append(disk, false, 1, 2, 1);
        Random random = new Random(5);
        for (int at = 0; at < disk.read("journal").length; at++) {
            assertThat(isFound(disk, "journal", at * 8 + random.nextInt(8)))
                    .as("byte %d", at)
                    .isTrue();
        }
    }

    private static boolean isFound(SimulatedDisk disk, String name, int bit) throws IOException {
        byte[] bytes = disk.read(name);
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        disk.tamper(name, flipped);
        boolean found = !verify(disk).intact();
        disk.tamper(name, bytes);
        return found;
    }

    @Test
    void verify_withAnyFileCutOff_findsIt() throws IOException {
        SimulatedDisk disk = log(1, 2);
        for (String name : disk.files()) {
            byte[] bytes = disk.read(name);
            for (int length = 0; length < bytes.length; length++) {
                disk.tamper(name, Arrays.copyOf(bytes, length));
                assertThat(verify(disk).intact())
                        .as("%s cut to %d bytes", name, length)
                        .isFalse();
            }
            disk.tamper(name, bytes);
        }
    }

    @Test
    void verify_withAnyFileRemoved_findsIt() throws IOException {
        SimulatedDisk disk = log(2, 600);
        for (String name : disk.files()) {
            byte[] bytes = disk.read(name);
            disk.remove(name);
            assertThat(verify(disk).intact()).as(name).isFalse();
            disk.tamper(name, bytes);
        }
    }

    @Test
    void verify_ofALargeLogWithRandomFlips_findsAll() throws IOException {
        SimulatedDisk disk = log(300, 400);
        Random random = new Random(7);
        List<String> names = disk.files();
        for (int i = 0; i < 300; i++) {
            String name = names.get(random.nextInt(names.size()));
            int bit = random.nextInt(disk.read(name).length * 8);
            assertThat(isFound(disk, name, bit)).as("%s bit %d", name, bit).isTrue();
        }
    }

    @Test
    void verify_withAnEntryAltered_namesItsIndexAndFile() throws IOException {
        SimulatedDisk disk = log(600);
        rewrite(
                disk,
                "tile/entries/001",
                entries -> entries.set(44, Sample.entry(9_999).bytes()));
        Finding first = verify(disk).first().orElseThrow();
        assertThat(first.file()).isEqualTo("tile/entries/001");
        assertThat(first.entry()).hasValue(300);
    }

    @Test
    void verify_withAnEntryDropped_namesItsIndex() throws IOException {
        SimulatedDisk disk = log(600);
        rewrite(disk, "tile/entries/001", entries -> entries.remove(44));
        Finding first = verify(disk).first().orElseThrow();
        assertThat(first.file()).isEqualTo("tile/entries/001");
        assertThat(first.entry()).hasValue(300);
    }

    @Test
    void verify_withTwoEntriesSwapped_namesTheFirst() throws IOException {
        SimulatedDisk disk = log(600);
        rewrite(disk, "tile/entries/001", entries -> Collections.swap(entries, 44, 60));
        assertThat(verify(disk).first().orElseThrow().entry()).hasValue(300);
    }

    @Test
    void verify_withAnEntryInserted_namesItsIndex() throws IOException {
        SimulatedDisk disk = log(600);
        rewrite(
                disk,
                "tile/entries/002.p/88",
                entries -> entries.add(5, Sample.entry(9_999).bytes()));
        assertThat(verify(disk).first().orElseThrow().entry()).hasValue(517);
    }

    @Test
    void verify_withAHashAltered_saysThatEntriesAreSound() throws IOException {
        SimulatedDisk disk = log(600);
        byte[] tile = disk.read("tile/0/001");
        tile[44 * Hash.BYTES] ^= 1;
        disk.tamper("tile/0/001", tile);
        Verification result = verify(disk);
        assertThat(result.first().orElseThrow().entry()).hasValue(300);
        assertThat(result.notes()).anyMatch(note -> note.contains("it is hashes that were altered"));
    }

    @Test
    void verify_withEntryAndAllHashesRewritten_failsAtTheCheckpoint() throws IOException {
        SimulatedDisk disk = log(40);
        SimulatedDisk forged = forged(40, Sample.LOG);
        forged.tamper("checkpoint", disk.read("checkpoint"));
        Finding first = verify(forged).first().orElseThrow();
        assertThat(first.file()).isEqualTo("checkpoint");
        assertThat(first.what()).contains("do not fit the signed checkpoint");
    }

    @Test
    void verify_withHistoryRewrittenByTheKeyHolder_needsAnOlderCheckpoint() throws IOException {
        Checkpoint kept = checkpoint(log(40));
        SimulatedDisk forged = forged(50, Sample.LOG);
        assertThat(verify(forged).intact()).isTrue();
        Finding first = verifySince(forged, kept).first().orElseThrow();
        assertThat(first.what()).contains("history was rewritten");
    }

    @Test
    void verify_ofALogRolledBack_isFoundByAnOlderCheckpointOnly() throws IOException {
        SimulatedDisk before = log(20);
        Checkpoint later = checkpoint(log(20, 5));
        assertThat(verify(before).intact()).isTrue();
        Finding first = verifySince(before, later).first().orElseThrow();
        assertThat(first.what()).contains("rolled back");
        assertThat(first.entry()).hasValue(20);
    }

    @Test
    void verify_sinceEachEarlierCheckpoint_isIntact() throws IOException {
        SimulatedDisk disk = log(0);
        List<Checkpoint> kept = new ArrayList<>(List.of(checkpoint(disk)));
        for (int batch : List.of(1, 1, 5, 249, 1, 300)) {
            append(disk, true, batch);
            kept.add(checkpoint(disk));
        }
        kept.forEach(since -> assertThat(verifySince(disk, since).findings()).isEmpty());
    }

    @Test
    void verify_sinceACheckpointOfAnotherKey_isRefused() throws IOException {
        SimulatedDisk disk = log(3);
        Checkpoint foreign = Checkpoint.sign(Sample.OTHER_LOG, 3, Hash.EMPTY_TREE);
        assertThatThrownBy(() -> verifySince(disk, foreign))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("older checkpoint");
    }

    @Test
    void verify_withOnlyTheCheckpointPutBack_findsTheRest() throws IOException {
        SimulatedDisk disk = log(20);
        byte[] old = disk.read("checkpoint");
        append(disk, true, 5);
        disk.tamper("checkpoint", old);
        Finding first = verify(disk).first().orElseThrow();
        assertThat(first.what()).contains("put back");
        assertThat(first.entry()).hasValue(20);
    }

    @Test
    void verify_withAForeignFileAmongTiles_namesIt() throws IOException {
        SimulatedDisk disk = log(20);
        disk.tamper("tile/0/000.p/05", new byte[32]);
        assertThat(verify(disk).first().orElseThrow().file()).isEqualTo("tile/0/000.p/05");
    }

    @Test
    void verify_ofAnUnfinishedBatchInTheJournal_isANote() throws IOException {
        SimulatedDisk disk = log(3);
        append(disk, false, 2, 2);
        byte[] journal = disk.read("journal");
        disk.tamper("journal", Arrays.copyOf(journal, journal.length - 10));
        Verification result = verify(disk);
        assertThat(result.findings()).isEmpty();
        assertThat(result.pending()).isEqualTo(2);
        assertThat(result.notes()).anyMatch(note -> note.contains("being written"));
    }

    @Test
    void verify_withWitnesses_asksForTheirQuorum() throws IOException {
        SimulatedDisk disk = log(3);
        WitnessPolicy policy = new WitnessPolicy(
                List.of(Sample.witness(1).verifier(), Sample.witness(2).verifier()), 1);
        EvidenceVerifier strict = new EvidenceVerifier(Sample.LOG.verifier(), policy, Optional.empty());
        assertThat(strict.verify(disk, EvidenceVerifier.Progress.NONE).intact()).isFalse();
        Checkpoint cosigned = Cosignature.add(checkpoint(disk), Sample.witness(1), Sample.TIME);
        disk.tamper("checkpoint", cosigned.toString().getBytes(StandardCharsets.UTF_8));
        Verification result = strict.verify(disk, EvidenceVerifier.Progress.NONE);
        assertThat(result.intact()).isTrue();
        assertThat(result.notes()).anyMatch(note -> note.contains("witness.example/w1"));
    }

    @Test
    void verify_ofEntriesInAnotherForm_isIntactWithANote() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        LogOpening.create(disk, Sample.LOG);
        try (LogWriter writer = LogOpening.open(disk, Sample.LOG)) {
            writer.commit(List.of("one".getBytes(StandardCharsets.UTF_8)));
            writer.publish();
        }
        Verification result = verify(disk);
        assertThat(result.intact()).isTrue();
        assertThat(result.notes()).anyMatch(note -> note.startsWith("1 entries are of a form"));
    }

    private interface Change {
        void to(List<byte[]> entries);
    }

    private static void rewrite(SimulatedDisk disk, String name, Change change) throws IOException {
        List<byte[]> entries = new ArrayList<>(TileFile.entries(disk.read(name)));
        change.to(entries);
        disk.tamper(name, TileFile.bundle(entries));
    }

    /** A log that is whole in itself and has other entries than those of the same index elsewhere. */
    private static SimulatedDisk forged(int size, SigningKey key) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        LogOpening.create(disk, key);
        try (LogWriter writer = LogOpening.open(disk, key)) {
            writer.commit(Sample.entries(1_000, size));
            writer.publish();
        }
        return disk;
    }

    @Test
    void verify_aTileThatCannotBeRead_isAFailureWithAPlaceAndNoFinding(@TempDir Path folder) throws IOException {
        EvidenceLog.create(folder, Sample.LOG);
        try (EvidenceLog log = EvidenceLog.open(folder, Sample.LOG)) {
            for (int i = 0; i < 300; i++) {
                var _ = log.appendLater(Sample.entry(i));
            }
        }
        Path tile = folder.resolve("tile/1/000.p/1");
        Files.delete(tile);
        Files.createDirectory(tile);

        assertThatThrownBy(() -> VERIFIER.verify(folder, EvidenceVerifier.Progress.NONE))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void entry_ofAnEmptyLog_saysThatThereAreNone() throws IOException {
        PublishedLog empty = PublishedLog.open(log(), Sample.LOG.verifier());

        assertThatThrownBy(() -> empty.entry(0))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("publishes no entries yet");
        assertThatThrownBy(() -> empty.prove(0, empty.checkpoint())).hasMessageContaining("covers no entries yet");
    }
}
