// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.Arrays;

/** Starts and ends of records in a buffer, in order. Not thread-safe. */
public final class Bounds {
    private int[] ends = new int[512];
    private int size;

    /** Adds a record that lies in {@code [from..to)}. */
    public void add(int from, int to) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size++] = from;
        ends[size++] = to;
    }

    /** How many records there are. */
    int count() {
        return size / 2;
    }

    /** Where a record starts. */
    int start(int index) {
        return ends[2 * index];
    }

    /** The bounds from record {@code first} on; forgets them all. */
    int[] take(int first) {
        int[] taken = Arrays.copyOfRange(ends, first * 2, size);
        size = 0;
        return taken;
    }
}
