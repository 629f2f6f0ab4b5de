// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The published part of a log, for reading: entries, and proofs computed from its tiles. Works on a copy of the log's
 * folder, and beside a process that appends. Not thread-safe; memory does not grow with the log.
 */
public final class PublishedLog {
    private final LogFiles files;
    private final String place;
    private final Checkpoint checkpoint;
    private final TileTree tree;

    private PublishedLog(Storage storage, Checkpoint checkpoint) {
        this.files = new LogFiles(storage);
        this.place = storage.place();
        this.checkpoint = checkpoint;
        this.tree = new TileTree(files, checkpoint.size());
    }

    /**
     * Opens a log as its present checkpoint describes it.
     *
     * @param log the key that must have signed
     * @throws StillwatchException if there is no checkpoint, or not one that this key signed
     */
    public static PublishedLog open(Path folder, VerifierKey log) {
        return open(new FolderStorage(folder), log);
    }

    static PublishedLog open(Storage storage, VerifierKey log) {
        try {
            Checkpoint checkpoint = new LogFiles(storage).checkpoint();
            checkpoint.requireSignedBy(log);
            return new PublishedLog(storage, checkpoint);
        } catch (IOException e) {
            throw StorageFailure.of("the log could not be read", storage.place(), e);
        }
    }

    /** The checkpoint, its signature checked. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** What is told an entry. */
    @FunctionalInterface
    public interface EntryVisitor {
        /**
         * Called once for each entry, in order.
         *
         * @param index counted from 0
         */
        void entry(long index, LogEntry entry);
    }

    /**
     * Tells the entries of a range, each checked against its hash.
     *
     * @param from index of the first
     * @param to index after the last, at most the log's size
     * @throws StillwatchException if one was altered, or is not of this product's form
     */
    public void eachEntry(long from, long to, EntryVisitor visitor) {
        requireRange(from, to);
        for (long index = from; index < to; ) {
            long bundle = index / TilePath.FULL;
            List<byte[]> entries = bundle(bundle);
            for (; index < to && index / TilePath.FULL == bundle; index++) {
                visitor.entry(index, parsed(index, entries.get((int) (index % TilePath.FULL))));
            }
        }
    }

    /** One entry, checked against its hash. */
    public LogEntry entry(long index) {
        requireRange(index, index + 1);
        return parsed(index, bytes(index));
    }

    private byte[] bytes(long index) {
        return bundle(index / TilePath.FULL).get((int) (index % TilePath.FULL));
    }

    private void requireRange(long from, long to) {
        if (from < 0 || to < from || to > checkpoint.size()) {
            throw new StillwatchException(place + " publishes " + entries(checkpoint.size())
                    + "; entries asked for are " + from + " to " + (to - 1));
        }
    }

    private static String entries(long size) {
        return size == 0 ? "no entries yet" : "entries 0 to " + (size - 1);
    }

    private static LogEntry parsed(long index, byte[] bytes) {
        try {
            return LogEntry.parse(bytes);
        } catch (StillwatchException e) {
            throw new StillwatchException("entry " + index + " is of a form that this version cannot read", e);
        }
    }

    private List<byte[]> bundle(long index) {
        int width = (int) Math.min(TilePath.FULL, checkpoint.size() - index * TilePath.FULL);
        TilePath path = new TilePath(TilePath.ENTRIES, index, width);
        try {
            List<byte[]> entries = TileFile.entries(files.tile(path));
            List<Hash> hashes = TileFile.hashes(files.tile(new TilePath(0, index, width)), width);
            for (int i = 0; i < width; i++) {
                if (i >= entries.size() || !Hash.ofEntry(entries.get(i)).equals(hashes.get(i))) {
                    throw altered("entry " + (path.firstEntry() + i) + " in " + path + " does not fit its hash");
                }
            }
            return entries;
        } catch (IOException e) {
            throw StorageFailure.of("entries could not be read", place, e);
        }
    }

    private StillwatchException altered(String what) {
        return new StillwatchException(
                place + ": " + what + ". Run 'stillwatch evidence verify' to see what was altered");
    }

    /**
     * Proves an entry to whoever holds a checkpoint.
     *
     * @param at a checkpoint of this log, its present one or an older one with witnesses' cosignatures
     * @throws StillwatchException if the checkpoint is not of this log, the entry is not covered by it, or tiles were
     *     altered
     */
    public ProofFile prove(long index, Checkpoint at) {
        requireMine(at);
        if (index < 0 || index >= at.size()) {
            throw new StillwatchException("the checkpoint covers " + entries(at.size()) + ", not entry " + index);
        }
        try {
            byte[] entry = bytes(index);
            InclusionProof proof = new InclusionProof(index, at.size(), tree.inclusion(index, at.size()));
            if (!proof.holds(Hash.ofEntry(entry), at.root())) {
                throw altered("tiles do not fit the checkpoint");
            }
            return new ProofFile(entry, proof, at);
        } catch (IOException e) {
            throw StorageFailure.of("the proof could not be made", place, e);
        }
    }

    /**
     * Proves that the log grew from an older checkpoint to its present one by appending only.
     *
     * @throws StillwatchException if it did not, or tiles were altered
     */
    public WitnessRequest since(Checkpoint older) {
        return new WitnessRequest(consistency(older, checkpoint), checkpoint);
    }

    /** The request for a witness that never saw this log. */
    public WitnessRequest sinceNothing() {
        return new WitnessRequest(new ConsistencyProof(0, checkpoint.size(), List.of()), checkpoint);
    }

    private ConsistencyProof consistency(Checkpoint older, Checkpoint newer) {
        if (!older.origin().equals(newer.origin())) {
            throw new StillwatchException("the checkpoint is of another log, not of " + newer.origin());
        }
        if (older.size() > newer.size()) {
            throw new StillwatchException("the log was rolled back: it has " + newer.size()
                    + " entries, the older checkpoint has " + older.size());
        }
        try {
            ConsistencyProof proof =
                    new ConsistencyProof(older.size(), newer.size(), tree.consistency(older.size(), newer.size()));
            if (!proof.holds(older.root(), newer.root())) {
                throw altered("it does not go on from the older checkpoint of " + older.size() + " entries");
            }
            return proof;
        } catch (IOException e) {
            throw StorageFailure.of("the proof could not be made", place, e);
        }
    }

    private void requireMine(Checkpoint at) {
        if (!at.saysTheSameAs(checkpoint)) {
            consistency(at, checkpoint);
        }
    }
}
