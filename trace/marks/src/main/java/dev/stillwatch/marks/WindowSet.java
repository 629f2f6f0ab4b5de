// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;

/**
 * Runs of tokens of one length that were seen, told apart by the tokens themselves: runs that only share a hash are
 * two.
 *
 * <p>About 4 bytes a token of each run and 12 more; not thread-safe.
 */
final class WindowSet {
    private static final int FREE = -1;

    private final int length;
    private int[] runs;
    private int[] slots = new int[64];
    private int size;

    WindowSet(int length) {
        this.length = length;
        this.runs = new int[length * 32];
        Arrays.fill(slots, FREE);
    }

    /** Adds the run that begins at an index; {@code false} if it was there. */
    boolean add(int[] tokens, int start) {
        if (size * 2 >= slots.length) {
            grow();
        }
        int slot = slot(tokens, start);
        if (slots[slot] != FREE) {
            return false;
        }
        if ((size + 1) * length > runs.length) {
            runs = Arrays.copyOf(runs, Math.max(runs.length * 2, 64));
        }
        System.arraycopy(tokens, start, runs, size * length, length);
        slots[slot] = size;
        size++;
        return true;
    }

    int size() {
        return size;
    }

    private int slot(int[] tokens, int start) {
        int slot = (int) (TokenHash.of(tokens, start, length) & (slots.length - 1));
        while (slots[slot] != FREE && !same(tokens, start, slots[slot] * length)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean same(int[] tokens, int start, int run) {
        return Arrays.equals(tokens, start, start + length, runs, run, run + length);
    }

    private void grow() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, FREE);
        for (int run = 0; run < size; run++) {
            slots[slot(runs, run * length)] = run;
        }
    }
}
