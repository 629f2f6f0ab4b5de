// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cuts a growing log into tiles. Keeps the unfinished ones only: at most 256 entries, and 256 hashes a level. */
final class TileBuilder {
    private final List<byte[]> bundle;
    private final List<List<Hash>> levels;
    private long size;

    TileBuilder() {
        this(0, List.of(), List.of());
    }

    /** Goes on where a log of that size ended, given its unfinished bundle and tiles from level 0 up. */
    TileBuilder(long size, List<byte[]> bundle, List<List<Hash>> levels) {
        this.size = size;
        this.bundle = new ArrayList<>(bundle);
        this.levels = new ArrayList<>();
        levels.forEach(level -> this.levels.add(new ArrayList<>(level)));
    }

    long size() {
        return size;
    }

    /** Adds an entry and hands on the tiles that it fills, a bundle before its hashes. */
    void add(byte[] entry, Consumer<TileFile> full) {
        bundle.add(entry);
        if (bundle.size() == TilePath.FULL) {
            full.accept(TileFile.ofEntries(size / TilePath.FULL, bundle));
            bundle.clear();
        }
        addHash(Hash.ofEntry(entry), full);
    }

    /** Adds an entry of which only the hash is known; its bundle is nobody's business then. */
    void addHash(Hash leaf, Consumer<TileFile> full) {
        push(0, leaf, full);
        size++;
    }

    private void push(int level, Hash hash, Consumer<TileFile> full) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        List<Hash> tile = levels.get(level);
        tile.add(hash);
        if (tile.size() == TilePath.FULL) {
            full.accept(TileFile.ofHashes(level, index(level), tile));
            Hash subtree = Hash.ofSubtree(tile);
            tile.clear();
            push(level + 1, subtree, full);
        }
    }

    /** Which tile of a level the next entry falls under. */
    private long index(int level) {
        return size >> (8 * (level + 1));
    }

    /** The unfinished tiles. */
    List<TileFile> partials() {
        List<TileFile> partials = new ArrayList<>();
        if (!bundle.isEmpty()) {
            partials.add(TileFile.ofEntries(size / TilePath.FULL, bundle));
        }
        for (int level = 0; level < levels.size(); level++) {
            if (!levels.get(level).isEmpty()) {
                partials.add(TileFile.ofHashes(level, index(level), levels.get(level)));
            }
        }
        return partials;
    }

    /** The tree's right edge, from which its root follows. */
    Frontier frontier() {
        return Frontier.ofTiles(size, levels);
    }
}
