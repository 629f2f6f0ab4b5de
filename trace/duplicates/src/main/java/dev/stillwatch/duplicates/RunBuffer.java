// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.util.Arrays;

/** Runs on their way into a file: hashes with their facts, sorted when it is full. 32 bytes a place. Not thread-safe. */
final class RunBuffer {
    private static final int DIGIT = 11;
    private static final int DIGITS = 6;

    private long[] hashes;
    private long[] facts;
    private long[] otherHashes;
    private long[] otherFacts;
    private int size;

    RunBuffer(int places) {
        hashes = new long[places];
        facts = new long[places];
        otherHashes = new long[places];
        otherFacts = new long[places];
    }

    boolean isFull() {
        return size == hashes.length;
    }

    boolean isNearlyFull() {
        return size > hashes.length - (hashes.length >> 3);
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(long hash, long fact) {
        hashes[size] = hash;
        facts[size++] = fact;
    }

    /** Sorts by hash, as unsigned numbers, eleven bits at a time from the lowest, and adds up what is equal. */
    private void sort() {
        int[] starts = new int[1 << DIGIT];
        for (int digit = 0; digit < DIGITS; digit++) {
            int shift = digit * DIGIT;
            Arrays.fill(starts, 0);
            for (int i = 0; i < size; i++) {
                starts[digit(hashes[i], shift)]++;
            }
            for (int value = 0, sum = 0; value < starts.length; value++) {
                int n = starts[value];
                starts[value] = sum;
                sum += n;
            }
            for (int i = 0; i < size; i++) {
                int to = starts[digit(hashes[i], shift)]++;
                otherHashes[to] = hashes[i];
                otherFacts[to] = facts[i];
            }
            long[] sorted = otherHashes;
            otherHashes = hashes;
            hashes = sorted;
            sorted = otherFacts;
            otherFacts = facts;
            facts = sorted;
        }
    }

    private static int digit(long hash, int shift) {
        return (int) (hash >>> shift) & ((1 << DIGIT) - 1);
    }

    /** Gives every run once, in order, and is empty after. */
    void drain(RunSink sink) {
        sort();
        for (int i = 0; i < size; ) {
            long hash = hashes[i];
            long sum = facts[i++];
            while (i < size && hashes[i] == hash) {
                sum = RunFacts.plus(sum, facts[i++]);
            }
            sink.accept(hash, sum);
        }
        size = 0;
    }

    /** Takes runs in the order of their hashes. */
    interface RunSink {
        void accept(long hash, long facts);
    }
}
