// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds entries to a log and publishes them. Not thread-safe.
 *
 * <p>{@link #commit} puts entries into the journal, {@link #publish} writes their tiles, then signs and writes the
 * checkpoint, then drops the journal. Whatever is cut off at any point, {@link LogOpening} goes on from what is on disk.
 */
final class LogWriter implements AutoCloseable {
    private final Storage storage;
    private final LogFiles files;
    private final SigningKey key;
    private final Journal journal;
    private final TileBuilder builder;
    private final List<TileFile> unwritten = new ArrayList<>();
    private Frontier frontier;
    private Checkpoint published;

    LogWriter(Storage storage, SigningKey key, Checkpoint published, TileBuilder builder, Journal journal) {
        this.storage = storage;
        this.files = new LogFiles(storage);
        this.key = key;
        this.journal = journal;
        this.builder = builder;
        this.frontier = builder.frontier();
        this.published = published;
    }

    /** How many entries are on disk. */
    long size() {
        return frontier.size();
    }

    /** How many of them no checkpoint covers yet. */
    long pending() {
        return size() - published.size();
    }

    Checkpoint published() {
        return published;
    }

    /**
     * Returns the index of the first of these entries once all are on disk.
     *
     * @throws IOException if they are not; none of them is recorded then
     */
    long commit(List<byte[]> entries) throws IOException {
        Frontier after = frontier.copy();
        entries.forEach(entry -> after.add(Hash.ofEntry(entry)));
        Batch batch = new Batch(size(), entries, after.root());
        journal.append(batch.bytes(key));
        accept(batch, after);
        return batch.first();
    }

    /** Takes in a batch that is in the journal already. */
    void replay(Batch batch) {
        Frontier after = frontier.copy();
        batch.entries().forEach(entry -> after.add(Hash.ofEntry(entry)));
        accept(batch, after);
    }

    private void accept(Batch batch, Frontier after) {
        frontier = after;
        batch.entries().forEach(entry -> builder.add(entry, unwritten::add));
    }

    /**
     * Returns the checkpoint once it covers all entries and is on disk.
     *
     * @throws IOException if it could not be written; entries stay in the journal, and the next call tries again
     */
    Checkpoint publish() throws IOException {
        if (pending() == 0) {
            return published;
        }
        List<TileFile> tiles = new ArrayList<>(unwritten);
        tiles.addAll(builder.partials());
        writeTiles(tiles);
        // Signed only now: every byte that it vouches for is on disk.
        Checkpoint checkpoint = Checkpoint.sign(key, size(), frontier.root());
        requireForward();
        files.write(checkpoint);
        published = checkpoint;
        List<TileFile> full = List.copyOf(unwritten);
        unwritten.clear();
        journal.clear();
        files.removePartials(full);
        return published;
    }

    private void writeTiles(List<TileFile> tiles) throws IOException {
        try {
            files.write(tiles);
        } catch (IOException e) {
            try {
                // On a full disk, half-written tiles would take the journal's room.
                files.clearStaging();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Somebody may have put an older or a foreign checkpoint there meanwhile, or the folder away. */
    private void requireForward() throws IOException {
        Checkpoint onDisk = files.checkpoint();
        if (onDisk.size() > size() || !onDisk.origin().equals(published.origin())) {
            throw new StillwatchException(storage.place()
                    + ": the checkpoint was replaced while the log was open. Stop whatever else writes there, and run"
                    + " 'stillwatch evidence verify'");
        }
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
