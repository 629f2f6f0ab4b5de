// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads hashes of a Merkle tree out of its tiles and puts proofs together (RFC 6962, section 2.1). Proofs come out as
 * wrong as the tiles are: check them before use. Not thread-safe; keeps the last 64 tiles, at most 1 MB.
 */
final class TileTree {
    private static final int KEPT = 64;

    private final LogFiles files;
    private final long size;
    private final Map<TilePath, List<Hash>> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, List<Hash>> eldest) {
            return size() > KEPT;
        }
    };

    /** The tree of the first so many entries. */
    TileTree(LogFiles files, long size) {
        this.files = files;
        this.size = size;
    }

    Hash root(long entries) throws IOException {
        return entries == 0 ? Hash.EMPTY_TREE : range(0, entries);
    }

    /** Hashes from the entry's neighbour up to the root's child. */
    List<Hash> inclusion(long entry, long entries) throws IOException {
        List<Hash> path = new ArrayList<>();
        long from = 0;
        long to = entries;
        while (to - from > 1) {
            long middle = from + split(to - from);
            if (entry < middle) {
                path.add(range(middle, to));
                to = middle;
            } else {
                path.add(range(from, middle));
                from = middle;
            }
        }
        return path.reversed();
    }

    /** Hashes that show the tree of the first {@code older} entries within that of the first {@code newer}. */
    List<Hash> consistency(long older, long newer) throws IOException {
        List<Hash> path = new ArrayList<>();
        if (older == 0 || older == newer) {
            return path;
        }
        long from = 0;
        long to = newer;
        // Walks down to the subtree in which the older tree ends; it needs no hash if it is the whole older tree.
        while (older != to) {
            long middle = from + split(to - from);
            if (older <= middle) {
                path.add(range(middle, to));
                to = middle;
            } else {
                path.add(range(from, middle));
                from = middle;
            }
        }
        if (from > 0) {
            path.add(range(from, to));
        }
        return path.reversed();
    }

    /** The largest power of two below a number. */
    static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    private Hash range(long from, long to) throws IOException {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int height = Long.numberOfTrailingZeros(count);
            return subtree(height, from >> height);
        }
        long middle = from + split(count);
        return Hash.ofNodes(range(from, middle), range(middle, to));
    }

    /** The root of a complete subtree of that height. */
    private Hash subtree(int height, long index) throws IOException {
        int level = height / 8;
        int within = height % 8;
        long first = index << within;
        List<Hash> tile = tile(level, first / TilePath.FULL);
        int at = (int) (first % TilePath.FULL);
        return Hash.ofSubtree(tile.subList(at, at + (1 << within)));
    }

    private List<Hash> tile(int level, long index) throws IOException {
        long hashes = size >> (8 * level);
        int width = (int) Math.min(TilePath.FULL, hashes - index * TilePath.FULL);
        TilePath path = new TilePath(level, index, width);
        List<Hash> tile = kept.get(path);
        if (tile == null) {
            tile = read(path);
            kept.put(path, tile);
        }
        return tile;
    }

    private List<Hash> read(TilePath path) throws IOException {
        byte[] bytes = files.tile(path);
        try {
            return TileFile.hashes(bytes, path.width());
        } catch (StillwatchException e) {
            throw new StillwatchException(path + " is damaged: " + e.getMessage(), e);
        }
    }
}
