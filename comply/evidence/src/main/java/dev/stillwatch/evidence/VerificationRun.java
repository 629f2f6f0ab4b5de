// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One pass over a log: hashes every entry, builds every tile anew, and compares with what lies there. */
final class VerificationRun {
    private static final int TELL_EVERY_BUNDLES = 64;

    private final Storage storage;
    private final LogFiles files;
    private final EvidenceVerifier asked;
    private final EvidenceVerifier.Progress progress;
    private final TileBuilder builder = new TileBuilder();
    private final TileComparison comparison;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long size;
    private long pending;
    private long foreign;
    private Hash root = Hash.EMPTY_TREE;

    VerificationRun(Storage storage, EvidenceVerifier asked, EvidenceVerifier.Progress progress) {
        this.storage = storage;
        this.files = new LogFiles(storage);
        this.asked = asked;
        this.progress = progress;
        this.comparison = new TileComparison(storage, this::found);
    }

    private void found(Finding finding) {
        if (findings.size() < Verification.MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    /** Reads the checkpoint; empty if there is nothing to go on from. */
    Optional<Checkpoint> checkpoint(byte[] bytes) {
        if (bytes.length == 0) {
            found(Finding.of(LogFiles.CHECKPOINT, "is missing or empty"));
            return Optional.empty();
        }
        try {
            Checkpoint checkpoint = Checkpoint.parse(bytes);
            checkpoint.requireSignedBy(asked.log());
            size = checkpoint.size();
            root = checkpoint.root();
            asked.older(checkpoint).forEach(this::found);
            cosignatures(checkpoint);
            return Optional.of(checkpoint);
        } catch (StillwatchException e) {
            if (asked.since().isPresent()) {
                asked.older(asked.since().get());
            }
            found(Finding.of(LogFiles.CHECKPOINT, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private void cosignatures(Checkpoint published) {
        String file = asked.since().isPresent() ? "the older checkpoint" : LogFiles.CHECKPOINT;
        try {
            List<VerifierKey> signed = asked.witnesses().requireQuorum(asked.witnessed(published));
            if (!signed.isEmpty()) {
                notes.add(file + " is cosigned by "
                        + String.join(
                                ", ", signed.stream().map(VerifierKey::name).toList()));
            }
        } catch (StillwatchException e) {
            found(Finding.of(file, String.valueOf(e.getMessage())));
        }
    }

    /** Reads and hashes every entry that the checkpoint covers. */
    void entries() throws IOException {
        for (long bundle = 0; bundle * TilePath.FULL < size; bundle++) {
            bundle(bundle);
            if (bundle % TELL_EVERY_BUNDLES == 0) {
                progress.at(builder.size(), size);
            }
        }
        comparison.published(builder.partials());
        older();
        if (!builder.frontier().root().equals(root)) {
            if (findings.isEmpty()) {
                found(Finding.of(
                        LogFiles.CHECKPOINT,
                        "all entries fit their hashes, and the hashes do not fit the signed checkpoint: entries were"
                                + " altered and their hashes with them. Which ones cannot be told from this copy;"
                                + " compare it with another"));
            }
        } else if (findings.stream().anyMatch(finding -> finding.entry().isPresent())) {
            notes.add("all entries together fit the signed checkpoint, so it is hashes that were altered");
        }
    }

    private void bundle(long index) throws IOException {
        int width = (int) Math.min(TilePath.FULL, size - index * TilePath.FULL);
        TilePath path = new TilePath(TilePath.ENTRIES, index, width);
        List<Hash> recorded = comparison.leaves(index, width);
        byte[] bytes = read(path);
        List<byte[]> entries = parsed(path, bytes, recorded.size() < width);
        boolean told = false;
        for (int i = 0; i < width; i++) {
            older();
            long entry = path.firstEntry() + i;
            boolean there = i < entries.size();
            if (there) {
                foreign += known(entries.get(i)) ? 0 : 1;
            }
            Hash hash = there ? Hash.ofEntry(entries.get(i)) : i < recorded.size() ? recorded.get(i) : Hash.EMPTY_TREE;
            if (!told && (!there || (i < recorded.size() && !hash.equals(recorded.get(i))))) {
                told = true;
                String what = there ? "does not fit its hash" : "is missing";
                found(Finding.of(path.toString(), entry, what + ": it was altered, dropped or moved"));
                comparison.bad(entry);
            }
            builder.addHash(hash, comparison::full);
        }
        comparison.bundle(path, bytes);
    }

    private byte[] read(TilePath path) throws IOException {
        try {
            return files.tile(path);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /** The entries of a bundle; those before the place where it breaks off if it does. */
    private List<byte[]> parsed(TilePath path, byte[] bytes, boolean unhashed) {
        try {
            List<byte[]> entries = TileFile.entries(bytes);
            if (entries.size() == path.width() || (entries.size() > path.width() && hasGrown(path))) {
                return entries;
            }
            if (entries.size() > path.width()) {
                found(Finding.of(
                        path.toString(), path.firstEntry() + path.width(), "holds more entries than were recorded"));
            } else if (unhashed) {
                found(Finding.of(path.toString(), path.firstEntry() + entries.size(), "is missing"));
            }
            return entries;
        } catch (StillwatchException e) {
            List<byte[]> sound = new ArrayList<>();
            for (int end = 0; end + Short.BYTES <= bytes.length; ) {
                int length = Short.BYTES + ((bytes[end] & 0xff) << 8 | (bytes[end + 1] & 0xff));
                if (end + length > bytes.length) {
                    break;
                }
                sound.add(Arrays.copyOfRange(bytes, end + Short.BYTES, end + length));
                end += length;
            }
            found(Finding.of(path.toString(), path.firstEntry() + sound.size(), String.valueOf(e.getMessage())));
            return sound;
        }
    }

    /** Whether the partial bundle was replaced by a full one. */
    private boolean hasGrown(TilePath path) {
        try {
            return !storage.exists(path.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean known(byte[] entry) {
        try {
            LogEntry.parse(entry);
            return true;
        } catch (StillwatchException e) {
            return false;
        }
    }

    private void older() {
        asked.since().filter(older -> older.size() == builder.size()).ifPresent(older -> {
            if (!builder.frontier().root().equals(older.root()) && findings.isEmpty()) {
                found(Finding.of(
                        LogFiles.CHECKPOINT,
                        "the history was rewritten: the first " + older.size()
                                + " entries are not those of the older checkpoint, though the log's key signed both"));
            }
        });
    }

    /** Reads what waits to be published. */
    void journal(byte[] bytes) {
        if (bytes.length == 0 || builder.size() != size || !findings.isEmpty()) {
            return;
        }
        JournalContent content = JournalContent.read(bytes, builder.frontier(), asked.log());
        for (Batch batch : content.batches()) {
            for (byte[] entry : batch.entries()) {
                foreign += known(entry) ? 0 : 1;
                comparison.pendingEntry(builder.size(), entry);
                builder.addHash(Hash.ofEntry(entry), comparison::full);
                pending++;
            }
        }
        switch (content.tail()) {
            case JournalContent.Tail.None() -> {}
            case JournalContent.Tail.Unfinished() ->
                notes.add("the journal ends within a batch that was being written; its entries were not recorded");
            case JournalContent.Tail.Spoilt() ->
                found(Finding.of(
                        Journal.NAME,
                        builder.size(),
                        "the last batch does not fit: a power failure tore its write, or it was altered"));
            case JournalContent.Tail.Altered(String why) -> found(Finding.of(Journal.NAME, builder.size(), why));
        }
    }

    /**
     * Looks at the files that nothing has asked for.
     *
     * @param still whether nobody has appended meanwhile
     */
    void strayFiles(boolean still) throws IOException {
        if (findings.isEmpty()) {
            comparison.unpublished(builder.partials());
            comparison.strayFiles(builder.size(), still);
        }
        List<String> aside = new ArrayList<>();
        storage.eachFile("", name -> {
            if (name.startsWith(LogOpening.SET_ASIDE)) {
                aside.add(name);
            }
        });
        aside.forEach(name -> notes.add(name + " holds a last batch that was set aside when the log was opened"));
    }

    Verification result(Optional<Checkpoint> checkpoint) {
        if (foreign > 0) {
            notes.add(foreign + " entries are of a form that this version does not know");
        }
        return new Verification(checkpoint, builder.size() - pending, pending, findings, notes);
    }
}
