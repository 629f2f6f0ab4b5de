// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.util.function.LongConsumer;

/** A set of 64-bit hashes: open addressing, at most 75 % full, 11 to 22 bytes an element. Not thread-safe. */
final class KeySet {
    private static final int LEAST = 64;

    private long[] table = new long[LEAST];
    private int size;
    private boolean holdsZero;

    boolean contains(long key) {
        return key == 0 ? holdsZero : table[place(table, key)] != 0;
    }

    /** Adds a key that is not there yet. */
    void add(long key) {
        size++;
        if (key == 0) {
            holdsZero = true;
            return;
        }
        table[place(table, key)] = key;
        if (size > table.length / 4 * 3) {
            long[] larger = new long[table.length * 2];
            for (long held : table) {
                if (held != 0) {
                    larger[place(larger, held)] = held;
                }
            }
            table = larger;
        }
    }

    int size() {
        return size;
    }

    void forEach(LongConsumer keys) {
        if (holdsZero) {
            keys.accept(0);
        }
        for (long held : table) {
            if (held != 0) {
                keys.accept(held);
            }
        }
    }

    /** Where a key stands, or would. */
    private static int place(long[] table, long key) {
        int mask = table.length - 1;
        int place = (int) (key ^ (key >>> 32)) & mask;
        while (table[place] != 0 && table[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }
}
