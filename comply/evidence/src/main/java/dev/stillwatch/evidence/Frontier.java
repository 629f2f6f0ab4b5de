// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a Merkle tree: the roots of its complete subtrees, one for each bit that is set in its size, largest
 * first. That is all it takes to add entries and tell the root.
 */
final class Frontier {
    private final List<Hash> subtrees;
    private long size;

    private Frontier(long size, List<Hash> subtrees) {
        this.size = size;
        this.subtrees = new ArrayList<>(subtrees);
        if (subtrees.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(subtrees.size() + " subtrees do not make " + size + " entries");
        }
    }

    static Frontier empty() {
        return new Frontier(0, List.of());
    }

    /** Of a tree whose unfinished tiles, from level 0 up, hold these hashes. */
    static Frontier ofTiles(long size, List<List<Hash>> levels) {
        List<Hash> subtrees = new ArrayList<>();
        for (List<Hash> tile : levels.reversed()) {
            int at = 0;
            for (int width = TilePath.FULL / 2; width > 0; width /= 2) {
                if ((tile.size() & width) != 0) {
                    subtrees.add(Hash.ofSubtree(tile.subList(at, at + width)));
                    at += width;
                }
            }
        }
        return new Frontier(size, subtrees);
    }

    Frontier copy() {
        return new Frontier(size, subtrees);
    }

    long size() {
        return size;
    }

    void add(Hash leaf) {
        Hash joined = leaf;
        for (int i = Long.numberOfTrailingZeros(~size); i > 0; i--) {
            joined = Hash.ofNodes(subtrees.removeLast(), joined);
        }
        subtrees.add(joined);
        size++;
    }

    Hash root() {
        if (subtrees.isEmpty()) {
            return Hash.EMPTY_TREE;
        }
        Hash root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Hash.ofNodes(subtrees.get(i), root);
        }
        return root;
    }
}
