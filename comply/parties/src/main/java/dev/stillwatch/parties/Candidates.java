// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.Arrays;

/** What names of an index have in common with one asked for, while it is searched; used again for the next search. */
final class Candidates {
    private final float[] gains;
    private int[] touched = new int[1024];
    private int count;

    Candidates(int names) {
        gains = new float[names];
    }

    void add(int name, double gain) {
        if (gains[name] == 0) {
            if (count == touched.length) {
                touched = Arrays.copyOf(touched, count * 2);
            }
            touched[count++] = name;
        }
        gains[name] += (float) gain;
    }

    /** The names with most in common, measured by both names' totals; unordered. */
    int[] best(int most, double leastShare, double total, double[] totals) {
        int[] best = new int[most];
        double[] shares = new double[most];
        int found = 0;
        int worst = 0;
        for (int i = 0; i < count; i++) {
            int name = touched[i];
            double share = gains[name] / (total + totals[name]) * 2;
            if (share < leastShare || (found == most && share <= shares[worst])) {
                continue;
            }
            int place = found < most ? found++ : worst;
            best[place] = name;
            shares[place] = share;
            if (found == most) {
                worst = 0;
                for (int j = 1; j < most; j++) {
                    worst = shares[j] < shares[worst] ? j : worst;
                }
            }
        }
        return Arrays.copyOf(best, found);
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            gains[touched[i]] = 0;
        }
        count = 0;
    }
}
