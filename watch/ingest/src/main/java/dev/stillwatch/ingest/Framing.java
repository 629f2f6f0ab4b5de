// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

/**
 * Finds where records start and end in bytes that come piece by piece. Single-threaded; constant memory; one look at
 * each byte.
 */
public abstract class Framing {
    /** Start of the record that has not ended yet, as an index into the buffer; -1 when between records. */
    private int open = -1;

    /** Adds the records that end within {@code buffer[from..to)}; earlier calls covered what lies before. */
    protected abstract void scan(byte[] buffer, int from, int to, Bounds bounds);

    protected final int open() {
        return open;
    }

    protected final void openAt(int index) {
        open = index;
    }

    /** Tells that the unfinished record now starts at {@code index}. */
    final void moved(int index) {
        if (open >= 0) {
            open = index;
        }
    }
}
