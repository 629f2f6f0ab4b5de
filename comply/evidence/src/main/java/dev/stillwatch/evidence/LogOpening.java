// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out where a log ended, however it ended, and refuses to go on from one that was tampered with. */
final class LogOpening {
    /** Where a spoilt last batch is kept: nobody can tell whether its writer was told that it was recorded. */
    static final String SET_ASIDE = "journal.spoilt-";

    private final Storage storage;
    private final LogFiles files;
    private final VerifierKey key;

    private LogOpening(Storage storage, VerifierKey key) {
        this.storage = storage;
        this.files = new LogFiles(storage);
        this.key = key;
    }

    /** Makes an empty log. */
    static void create(Storage storage, SigningKey signer) throws IOException {
        requireLogKey(signer);
        LogFiles files = new LogFiles(storage);
        List<String> found = new ArrayList<>();
        storage.eachFile("tile", found::add);
        if (storage.exists(LogFiles.CHECKPOINT) || storage.exists(Journal.NAME) || !found.isEmpty()) {
            throw new StillwatchException(
                    storage.place() + " holds a log already, or part of one. Open it, or choose an empty folder");
        }
        files.clearStaging();
        files.write(Checkpoint.sign(signer, 0, Hash.EMPTY_TREE));
    }

    static LogWriter open(Storage storage, SigningKey signer) throws IOException {
        requireLogKey(signer);
        return new LogOpening(storage, signer.verifier()).open(signer);
    }

    private static void requireLogKey(SigningKey signer) {
        if (signer.verifier().kind() != KeyKind.LOG) {
            throw new StillwatchException(
                    "the key of " + signer.verifier().name() + " is a witness's; a log needs a log's key");
        }
    }

    private LogWriter open(SigningKey signer) throws IOException {
        if (!storage.exists(LogFiles.CHECKPOINT)) {
            throw new StillwatchException(storage.place()
                    + " holds no checkpoint. Make a log with 'stillwatch evidence init', or, if there was one,"
                    + " restore the folder from a copy");
        }
        Checkpoint checkpoint = files.checkpoint();
        try {
            checkpoint.requireSignedBy(key);
        } catch (StillwatchException e) {
            throw refusal(String.valueOf(e.getMessage()), e);
        }
        TileBuilder builder = edge(checkpoint);
        files.clearStaging();
        if (!storage.exists(Journal.NAME)) {
            return new LogWriter(storage, signer, checkpoint, builder, new Journal(storage, 0, false));
        }
        return replayed(signer, checkpoint, builder);
    }

    /** The unfinished tiles, held against the checkpoint. */
    private TileBuilder edge(Checkpoint checkpoint) throws IOException {
        long size = checkpoint.size();
        List<List<Hash>> levels = new ArrayList<>();
        for (int level = 0; level < 8 && size >> (8 * level) > 0; level++) {
            int width = (int) ((size >> (8 * level)) & (TilePath.FULL - 1));
            levels.add(width == 0 ? List.of() : hashes(new TilePath(level, size >> (8 * (level + 1)), width)));
        }
        int rest = (int) (size & (TilePath.FULL - 1));
        List<byte[]> bundle = rest == 0 ? List.of() : bundle(new TilePath(TilePath.ENTRIES, size >> 8, rest));
        for (int i = 0; i < rest; i++) {
            if (!Hash.ofEntry(bundle.get(i)).equals(levels.getFirst().get(i))) {
                throw refusal("entry " + (size - rest + i) + " does not fit its hash", null);
            }
        }
        TileBuilder builder = new TileBuilder(size, bundle, levels);
        if (!builder.frontier().root().equals(checkpoint.root())) {
            throw refusal("the last tiles do not fit the checkpoint", null);
        }
        return builder;
    }

    private List<Hash> hashes(TilePath path) throws IOException {
        byte[] tile = tile(path);
        try {
            return TileFile.hashes(tile, path.width());
        } catch (StillwatchException e) {
            throw refusal(path + ": " + e.getMessage(), e);
        }
    }

    private List<byte[]> bundle(TilePath path) throws IOException {
        byte[] bundle = tile(path);
        try {
            List<byte[]> entries = TileFile.entries(bundle);
            if (entries.size() >= path.width()) {
                return entries.subList(0, path.width());
            }
            throw new StillwatchException("it holds " + entries.size() + " entries, must hold " + path.width());
        } catch (StillwatchException e) {
            throw refusal(path + ": " + e.getMessage(), e);
        }
    }

    private byte[] tile(TilePath path) throws IOException {
        try {
            return files.tile(path);
        } catch (NoSuchFileException e) {
            throw refusal(path + " is missing", e);
        }
    }

    private LogWriter replayed(SigningKey signer, Checkpoint checkpoint, TileBuilder builder) throws IOException {
        byte[] bytes = storage.read(Journal.NAME);
        JournalContent content = JournalContent.read(bytes, builder.frontier(), key);
        boolean untidy = switch (content.tail()) {
            case JournalContent.Tail.None() -> false;
            case JournalContent.Tail.Unfinished() -> true;
            case JournalContent.Tail.Spoilt() -> {
                setAside(Arrays.copyOfRange(bytes, content.length(), bytes.length), checkpoint);
                yield true;
            }
            case JournalContent.Tail.Altered(String why) -> throw refusal("journal: " + why, null);
        };
        Journal journal = new Journal(storage, content.length(), untidy);
        LogWriter writer = new LogWriter(storage, signer, checkpoint, builder, journal);
        content.batches().forEach(writer::replay);
        return writer;
    }

    private void setAside(byte[] spoilt, Checkpoint checkpoint) throws IOException {
        String name = SET_ASIDE + checkpoint.size();
        storage.delete(name);
        storage.writeAt(name, 0, spoilt);
        storage.sync(name);
        storage.syncFolder("");
    }

    private StillwatchException refusal(String why, @Nullable Throwable cause) {
        String message = storage.place() + ": " + why
                + ". The log was altered or damaged; nothing was changed by opening it. Run 'stillwatch evidence"
                + " verify' to see what, and restore it from a copy";
        return cause == null ? new StillwatchException(message) : new StillwatchException(message, cause);
    }
}
