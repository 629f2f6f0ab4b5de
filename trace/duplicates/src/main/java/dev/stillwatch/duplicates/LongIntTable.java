// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.util.Arrays;

/** A hash table from well-mixed 64-bit keys to numbers from 0 on; 12 bytes a place, at most 70 in a hundred taken. */
final class LongIntTable {
    private static final int ABSENT = -1;

    private long[] keys = new long[16];
    private int[] values = empty(16);
    private int size;

    private static int[] empty(int places) {
        int[] values = new int[places];
        Arrays.fill(values, ABSENT);
        return values;
    }

    /** The number of a key, or -1. */
    int get(long key) {
        return values[place(key)];
    }

    /** Sets the number of a key and returns the one it had, or -1. */
    int put(long key, int value) {
        int place = place(key);
        int old = values[place];
        keys[place] = key;
        values[place] = value;
        if (old == ABSENT && ++size > keys.length / 10 * 7) {
            grow();
        }
        return old;
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) (key >>> 32) & mask;
        while (values[place] != ABSENT && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = empty(keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != ABSENT) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }
}
