// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.nio.ByteBuffer;

/** Counters from 0 to 3 for hashes, several of which share a counter. */
final class Counters {
    /** How many counters a hash has. */
    static final int PROBES = 4;

    private static final int PER_WORD = 32;
    private static final int MOST = 3;

    private final long[] words;

    /**
     * All at 0.
     *
     * @param words a power of two, or 0
     */
    Counters(int words) {
        this(new long[words]);
    }

    private Counters(long[] words) {
        this.words = words;
    }

    int words() {
        return words.length;
    }

    /** The least of a hash's counters: never below how often it was counted, as far as 3. */
    int least(long hash) {
        int least = MOST;
        for (int probe = 0; probe < PROBES; probe++) {
            least = Math.min(least, at(index(hash, probe)));
        }
        return least;
    }

    void increment(long hash) {
        for (int probe = 0; probe < PROBES; probe++) {
            long index = index(hash, probe);
            if (at(index) < MOST) {
                words[(int) (index / PER_WORD)] += 1L << (index % PER_WORD * 2);
            }
        }
    }

    private long index(long hash, int probe) {
        long each = TokenHash.mix(hash + probe * 0x9E3779B97F4A7C15L);
        return each & (words.length * (long) PER_WORD - 1);
    }

    private int at(long index) {
        return (int) (words[(int) (index / PER_WORD)] >>> (index % PER_WORD * 2)) & MOST;
    }

    /** The share of counters that have reached a value. */
    double share(int value) {
        long reached = 0;
        for (long index = 0; index < words.length * (long) PER_WORD; index++) {
            if (at(index) >= value) {
                reached++;
            }
        }
        return (double) reached / (words.length * (double) PER_WORD);
    }

    Counters plus(Counters other) {
        Counters sum = new Counters(words.clone());
        for (long index = 0; index < words.length * (long) PER_WORD; index++) {
            int added = Math.min(MOST - at(index), other.at(index));
            sum.words[(int) (index / PER_WORD)] += (long) added << (index % PER_WORD * 2);
        }
        return sum;
    }

    void put(ByteBuffer out) {
        for (long word : words) {
            out.putLong(word);
        }
    }

    static Counters read(ByteBuffer in, int count) {
        long[] words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = in.getLong();
        }
        return new Counters(words);
    }
}
