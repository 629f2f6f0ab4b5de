// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

/**
 * Reads a text as all its runs of a given number of words, which overlap, and gives a 64-bit fingerprint of each.
 *
 * <p>A rolling polynomial over the words' hashes (Karp and Rabin 1987), so the cost does not depend on the runs' length.
 * A text with fewer words has one run, of all its words; one without words has none. Used by one thread, for one text.
 */
final class RunReader {
    private static final long BASE = 0xD6E8FEB86659FD93L;
    private static final int MOST_WORDS = 256;

    private final WordReader words;
    private final int width;
    /** The base to the power of the width: what the word that leaves a run is worth. */
    private final long leaving;

    /** The last {@code width} words of the block before, then those of this one. */
    private final long[] block;

    private long rolling;
    private long seen;
    /** Whether a text that is shorter than a run has given its only one. */
    private boolean ended;

    /**
     * A reader at the start of {@code text}.
     *
     * @param width words in a run, 1 to 64
     */
    RunReader(CharSequence text, int width, long seed) {
        this.words = new WordReader(text, seed);
        this.width = width;
        this.block = new long[width + Math.min(MOST_WORDS, text.length() + 2)];
        long power = 1;
        for (int i = 0; i < width; i++) {
            power *= BASE;
        }
        this.leaving = power;
    }

    /** How many runs {@link #next} gives at most. */
    int most() {
        return block.length - width;
    }

    /** Writes the next runs into {@code runs}, which must hold {@link #most}, and returns how many; 0 only at the end. */
    int next(long[] runs) {
        int n = 0;
        while (n == 0) {
            int end = words.next(block, width);
            if (end == width) {
                return last(runs);
            }
            long sum = rolling;
            int first = (int) Math.min(end, width + Math.max(0, width - 1 - seen));
            for (int i = width; i < first; i++) {
                sum = sum * BASE + block[i];
            }
            for (int i = first; i < end; i++) {
                sum = sum * BASE + block[i] - leaving * block[i - width];
                runs[n++] = Bits.mix(sum);
            }
            seen += end - width;
            rolling = sum;
            System.arraycopy(block, end - width, block, 0, width);
        }
        return n;
    }

    private int last(long[] runs) {
        if (seen == 0 || seen >= width || ended) {
            return 0;
        }
        // Short texts are told apart by their length too.
        runs[0] = Bits.mix(rolling + seen);
        ended = true;
        return 1;
    }

    /** How many words have been read. */
    long words() {
        return seen;
    }
}
