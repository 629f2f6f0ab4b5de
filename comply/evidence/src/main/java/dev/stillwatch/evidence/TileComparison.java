// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Holds the tiles that lie in a log's folder against those that its entries make. Every file under {@code tile/} is
 * looked at: the tiles that the checkpoint needs, older partial ones that are still there, and such that nobody needs.
 */
final class TileComparison {
    private final Storage storage;
    private final LogFiles files;
    private final Consumer<Finding> found;
    /** First bad entry of each bundle; what lies above them cannot fit either and is not worth a word. */
    private final TreeSet<Long> bad = new TreeSet<>();

    /** Entries of the unfinished bundle. */
    private final List<byte[]> bundle = new ArrayList<>();

    private long bundleIndex;
    private boolean complete;

    TileComparison(Storage storage, Consumer<Finding> found) {
        this.storage = storage;
        this.files = new LogFiles(storage);
        this.found = found;
    }

    void bad(long entry) {
        bad.add(entry);
    }

    /** Hashes of entries as they lie there: fewer, or none, if the tile is damaged. */
    List<Hash> leaves(long index, int width) throws IOException {
        TilePath path = new TilePath(0, index, width);
        try {
            byte[] bytes = files.tile(path);
            int whole = Math.min(width, bytes.length / Hash.BYTES);
            return TileFile.hashes(Arrays.copyOf(bytes, whole * Hash.BYTES), whole);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** A bundle was read: older, shorter forms of it must be its beginning. */
    void bundle(TilePath path, byte[] bytes) {
        olderForms(path, bytes);
        remember(path, bytes);
    }

    private void remember(TilePath path, byte[] bytes) {
        bundle.clear();
        bundleIndex = path.index();
        if (path.width() < TilePath.FULL) {
            try {
                List<byte[]> entries = TileFile.entries(bytes);
                bundle.addAll(entries.subList(0, Math.min(path.width(), entries.size())));
            } catch (StillwatchException e) {
                // Told already.
                bundle.clear();
            }
        }
    }

    /** The next entry of the journal: its bundle may be there already, not yet covered by a checkpoint. */
    void pendingEntry(long entry, byte[] bytes) {
        bundle.add(bytes);
        bundleIndex = entry / TilePath.FULL;
        if (bundle.size() == TilePath.FULL) {
            full(TileFile.ofEntries(bundleIndex, bundle));
            bundle.clear();
        }
    }

    /** A tile that entries have filled. */
    void full(TileFile tile) {
        compare(tile, !complete);
    }

    /** The unfinished tiles that the checkpoint needs. */
    void published(List<TileFile> partials) {
        partials.forEach(tile -> compare(tile, true));
        complete = true;
    }

    /** Unfinished tiles after all that is known; forms of them may be there, no one is needed. */
    void unpublished(List<TileFile> partials) {
        partials.forEach(tile -> compare(tile, false));
        if (!bundle.isEmpty()) {
            compare(TileFile.ofEntries(bundleIndex, bundle), false);
        }
    }

    private void compare(TileFile tile, boolean needed) {
        TilePath path = tile.path();
        byte[] expected = tile.bytes();
        try {
            byte[] lies = needed ? files.tile(path) : storage.read(path.toString());
            boolean longer = path.width() < TilePath.FULL && lies.length > expected.length && !exists(path);
            if (!Arrays.equals(expected, longer ? Arrays.copyOf(lies, expected.length) : lies)) {
                mismatch(path, expected, lies);
            }
        } catch (NoSuchFileException e) {
            if (needed) {
                found.accept(Finding.of(path.toString(), path.firstEntry(), "is missing"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        olderForms(path, expected);
    }

    private boolean exists(TilePath path) throws IOException {
        return storage.exists(path.toString());
    }

    private void mismatch(TilePath path, byte[] expected, byte[] lies) {
        boolean hashes = path.level() != TilePath.ENTRIES;
        int at = hashes ? Math.max(0, Arrays.mismatch(expected, lies)) / Hash.BYTES : 0;
        long first = path.firstEntry() + at * path.span();
        // Above a bad entry nothing can fit.
        boolean explained = bad.ceiling(first) != null && bad.ceiling(first) < first + path.span();
        if (!explained) {
            String what = lies.length != expected.length
                    ? "has " + lies.length + " bytes, must have " + expected.length
                    : hashes ? "hash " + at + " does not fit the entries under it" : "does not fit the journal";
            found.accept(Finding.of(path.toString(), first, what + ": it was altered"));
        }
    }

    /** Partial forms of a tile lie there until it is full; each is a beginning of it. */
    private void olderForms(TilePath path, byte[] whole) {
        try {
            storage.eachFile(path.partials(), name -> {
                Optional<TilePath> form = TilePath.parse(name);
                if (form.isPresent() && form.get().width() < path.width()) {
                    compareBeginning(form.get(), whole);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compareBeginning(TilePath form, byte[] whole) {
        try {
            byte[] lies = storage.read(form.toString());
            int length =
                    form.level() == TilePath.ENTRIES ? lengthOfEntries(whole, form.width()) : form.width() * Hash.BYTES;
            if (length > whole.length || !Arrays.equals(lies, Arrays.copyOf(whole, length))) {
                if (!explained(form)) {
                    found.accept(Finding.of(
                            form.toString(),
                            form.firstEntry(),
                            "an older form of this tile does not fit: it was altered"));
                }
            }
        } catch (NoSuchFileException e) {
            // Removed since it was listed, as the full tile has come.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean explained(TilePath form) {
        Long next = bad.ceiling(form.firstEntry());
        return next != null && next < form.firstEntry() + form.width() * form.span();
    }

    private static int lengthOfEntries(byte[] bundle, int count) {
        int length = 0;
        for (int i = 0; i < count && length + Short.BYTES <= bundle.length; i++) {
            length += Short.BYTES + ((bundle[length] & 0xff) << 8 | (bundle[length + 1] & 0xff));
        }
        return length;
    }

    /**
     * Finds files that are no tiles, or tiles of entries that nobody has recorded.
     *
     * @param size entries known, journal included
     * @param still whether nobody has appended meanwhile
     */
    void strayFiles(long size, boolean still) throws IOException {
        storage.eachFile("tile", name -> {
            Optional<TilePath> path = TilePath.parse(name);
            if (path.isEmpty()) {
                found.accept(Finding.of(name, "is no file of a log"));
            } else if (still && !isWithin(path.get(), size)) {
                found.accept(Finding.of(
                        name, size, "holds more than the checkpoint and the journal cover: a checkpoint was put back"));
            }
        });
    }

    private static boolean isWithin(TilePath path, long size) {
        long count = path.level() <= 0 ? size : path.level() < 8 ? size >> (8 * path.level()) : 0;
        return path.index() < Long.MAX_VALUE / TilePath.FULL && path.index() * TilePath.FULL + path.width() <= count;
    }
}
