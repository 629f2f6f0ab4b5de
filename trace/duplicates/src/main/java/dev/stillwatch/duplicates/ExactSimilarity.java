// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.util.Arrays;

/** The similarity of two texts at hand, counted and not estimated: what settles candidates, and what sketches are checked against. */
public final class ExactSimilarity {
    private ExactSimilarity() {}

    /**
     * Jaccard similarity of two texts' sets of runs, 0 to 1; 0 if either has no words. Memory of 8 bytes a word.
     *
     * @param sketcher whose width and seed say which runs
     */
    public static double jaccard(CharSequence one, CharSequence other, Sketcher sketcher) {
        long[] a = runs(one, sketcher);
        long[] b = runs(other, sketcher);
        int i = 0;
        int j = 0;
        int both = 0;
        while (i < a.length && j < b.length) {
            int order = Long.compare(a[i], b[j]);
            both += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return both == 0 ? 0 : (double) both / (a.length + b.length - both);
    }

    private static long[] runs(CharSequence text, Sketcher sketcher) {
        RunReader reader = new RunReader(text, sketcher.width(), sketcher.seed());
        long[] block = new long[reader.most()];
        long[] all = new long[block.length];
        int count = 0;
        for (int n = reader.next(block); n > 0; n = reader.next(block)) {
            all = count + n > all.length ? Arrays.copyOf(all, Math.max(2 * all.length, count + n)) : all;
            System.arraycopy(block, 0, all, count, n);
            count += n;
        }
        return Arrays.stream(all, 0, count).sorted().distinct().toArray();
    }
}
