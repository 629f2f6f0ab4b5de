// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.util.List;

/**
 * Shows that a log grew by appending only (RFC 6962, section 2.1.2).
 *
 * @param older how many entries it had, 0 to {@code newer}
 * @param newer how many it has
 * @param path hashes, in the order of the RFC
 */
public record ConsistencyProof(long older, long newer, List<Hash> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
        if (older < 0 || older > newer) {
            throw new IllegalArgumentException("a log of " + older + " entries did not grow to " + newer);
        }
    }

    /** Whether the log of the newer root begins with that of the older; RFC 9162, section 2.1.4.2. */
    public boolean holds(Hash olderRoot, Hash newerRoot) {
        if (older == newer || older == 0) {
            boolean equal = older == newer ? olderRoot.equals(newerRoot) : olderRoot.equals(Hash.EMPTY_TREE);
            return path.isEmpty() && equal;
        }
        if (path.isEmpty() && Long.bitCount(older) != 1) {
            return false;
        }
        long node = older - 1;
        long last = newer - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        // A complete older tree is its own starting point.
        boolean complete = Long.bitCount(older) == 1;
        Hash first = complete ? olderRoot : path.getFirst();
        Hash old = first;
        Hash grown = first;
        for (Hash sibling : complete ? path : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = Hash.ofNodes(sibling, old);
                grown = Hash.ofNodes(sibling, grown);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                grown = Hash.ofNodes(grown, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && old.equals(olderRoot) && grown.equals(newerRoot);
    }
}
