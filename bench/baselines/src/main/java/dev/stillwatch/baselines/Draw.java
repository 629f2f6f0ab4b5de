// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Random;

/** Draws windows out of pools. */
final class Draw {
    private Draw() {}

    /** As many different members as asked for, in random order; with repetition where the pool has fewer. */
    static int[] window(int[] pool, int size, Random random) {
        return size <= pool.length
                ? without(pool, size, random)
                : random.ints(size, 0, pool.length).map(i -> pool[i]).toArray();
    }

    /** Different members, in random order; the pool must have that many. */
    static int[] without(int[] pool, int size, Random random) {
        int[] order = pool.clone();
        int[] drawn = new int[size];
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(order.length - i);
            drawn[i] = order[j];
            order[j] = order[i];
        }
        return drawn;
    }

    /** Two windows one after the other. */
    static int[] joined(int[] first, int[] second) {
        int[] both = new int[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
