// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

/**
 * Finds runs in a file of them without searching all of it. A filter in memory says of most that they are not there; for
 * the others it is kept where the hashes with the same highest bits begin, four to eight of them in a file of up to four
 * million. Made by reading the file once; memory of three to six bytes a run, 40 MiB at most. Thread-safe.
 */
final class RunLookup {
    private static final int MOST_BITS = 20;
    private static final int BITS_BELOW = 2;

    private final RunFile file;
    private final HashFilter filter;
    private final int shift;
    private final long[] starts;

    /** Of a file, which must stay open. */
    RunLookup(RunFile file) {
        this.file = file;
        long size = file.size();
        int bits = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, size)) - BITS_BELOW;
        bits = Math.clamp(bits, 1, MOST_BITS);
        shift = Long.SIZE - bits;
        starts = new long[(1 << bits) + 1];
        filter = new HashFilter(size);
        int group = 0;
        for (long place = 0; place < size; place++) {
            long hash = file.hash(place);
            filter.add(hash);
            while (group <= hash >>> shift) {
                starts[group++] = place;
            }
        }
        while (group < starts.length) {
            starts[group++] = size;
        }
    }

    /** Sets a byte to 1 for each hash that may be here; those that stay as they are belong to hashes that are not. */
    void mark(long[] hashes, byte[] marks) {
        filter.mark(hashes, marks);
    }

    /** The facts of a run, or {@link RunFile#ABSENT}. */
    long facts(long hash) {
        int group = (int) (hash >>> shift);
        long low = starts[group];
        long high = starts[group + 1];
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (Long.compareUnsigned(file.hash(middle), hash) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < starts[group + 1] && file.hash(low) == hash ? file.factsAt(low) : RunFile.ABSENT;
    }
}
