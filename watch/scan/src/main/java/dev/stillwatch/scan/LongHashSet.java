// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

/** A set of 64-bit hashes: open addressing, at most 75 % full, about 11 to 22 bytes an element. Not thread-safe. */
final class LongHashSet {
    private long[] table = new long[64];
    private int size;
    private boolean holdsZero;

    /** Adds a hash; returns whether it was new. */
    boolean add(long hash) {
        if (hash == 0) {
            boolean isNew = !holdsZero;
            holdsZero = true;
            return isNew;
        }
        if (!insert(table, hash)) {
            return false;
        }
        size++;
        if (size > table.length / 4 * 3) {
            long[] larger = new long[table.length * 2];
            for (long held : table) {
                if (held != 0) {
                    insert(larger, held);
                }
            }
            table = larger;
        }
        return true;
    }

    private static boolean insert(long[] table, long hash) {
        int mask = table.length - 1;
        // The upper bits choose the shard, the lower ones the place.
        int place = (int) hash & mask;
        while (table[place] != 0) {
            if (table[place] == hash) {
                return false;
            }
            place = (place + 1) & mask;
        }
        table[place] = hash;
        return true;
    }
}
