// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.util.Arrays;
import java.util.List;

/** The runs of an answer that are its own: each once, without those that its request holds. */
final class ServedRuns {
    private final IndexKey key;

    ServedRuns(IndexKey key) {
        this.key = key;
    }

    /** What is found in a text. */
    static final class Found {
        private final long[] fingerprints;
        private final long words;

        private Found(long[] fingerprints, long words) {
            this.fingerprints = fingerprints;
            this.words = words;
        }

        /** Different ones, sorted; not to be written to. */
        long[] fingerprints() {
            return fingerprints;
        }

        long words() {
            return words;
        }
    }

    /** The runs of a text; none if it is shorter than one. */
    Found of(CharSequence text) {
        RunReader reader = new RunReader(text, ServedIndex.RUN_WORDS, key.wordSeed());
        long[] block = new long[reader.most()];
        long[] all = new long[block.length];
        int count = 0;
        for (int n = reader.next(block); n > 0; n = reader.next(block)) {
            all = count + n > all.length ? Arrays.copyOf(all, Math.max(2 * all.length, count + n)) : all;
            System.arraycopy(block, 0, all, count, n);
            count += n;
        }
        // A text shorter than one run is a run of its own to the reader, but nothing to know it by.
        count = reader.words() < ServedIndex.RUN_WORDS ? 0 : count;
        return new Found(distinct(all, count), reader.words());
    }

    /** As {@link #of}, without what any of the request's texts holds: a model that repeats a user's text has not written it. */
    Found own(CharSequence answer, List<? extends CharSequence> request) {
        Found found = of(answer);
        long[] own = found.fingerprints();
        for (CharSequence asked : request) {
            if (own.length > 0) {
                own = without(own, of(asked).fingerprints());
            }
        }
        return new Found(own, found.words());
    }

    private static long[] distinct(long[] values, int count) {
        Arrays.sort(values, 0, count);
        int different = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                values[different++] = values[i];
            }
        }
        return Arrays.copyOf(values, different);
    }

    private static long[] without(long[] values, long[] others) {
        long[] left = new long[values.length];
        int count = 0;
        int other = 0;
        for (long value : values) {
            while (other < others.length && others[other] < value) {
                other++;
            }
            if (other == others.length || others[other] != value) {
                left[count++] = value;
            }
        }
        return Arrays.copyOf(left, count);
    }
}
