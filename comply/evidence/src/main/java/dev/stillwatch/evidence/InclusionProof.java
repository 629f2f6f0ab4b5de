// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.util.List;

/**
 * Shows that an entry is in a log (RFC 6962, section 2.1.1). A few hashes, whatever the log's size.
 *
 * @param index of the entry, counted from 0
 * @param size how many entries the log has
 * @param path from the entry's neighbour up to the root's child
 */
public record InclusionProof(long index, long size, List<Hash> path) {
    public InclusionProof {
        path = List.copyOf(path);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("entry " + index + " is not in a log of " + size);
        }
    }

    /** Whether the entry of that hash is in the log of that root; RFC 9162, section 2.1.3.2. */
    public boolean holds(Hash leaf, Hash root) {
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.ofNodes(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.ofNodes(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
