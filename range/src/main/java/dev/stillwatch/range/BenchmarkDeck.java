// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Benchmark items in a shuffled order: every item that laboratories send, among further ones of the same benchmarks, so
 * many that a campaign need not send any of them twice.
 *
 * <p>Immutable and thread-safe; further items are made when they are asked for.
 */
final class BenchmarkDeck {
    private final List<String> sentByLaboratories;
    private final long size;
    private final long step;
    private final long first;

    /** @param needed how many different items to hold at least */
    BenchmarkDeck(long needed, long seed) {
        Set<String> known = new LinkedHashSet<>();
        for (int benchmark = 0; benchmark < Laboratory.BENCHMARKS; benchmark++) {
            known.addAll(Laboratory.items(benchmark));
        }
        sentByLaboratories = new ArrayList<>(known);
        size = Math.max(known.size(), needed);
        // Steps of a length that shares no divisor with the size visit every place once.
        long length = Math.floorMod(Seeds.of(seed, 85), size);
        while (divisor(length, size) != 1) {
            length++;
        }
        step = length;
        first = Math.floorMod(Seeds.of(seed, 86), size);
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /** How many cards there are before the first one comes again. */
    long size() {
        return size;
    }

    /** The item at a place of the shuffled order; places beyond the size begin anew. */
    String item(long place) {
        long card = (first + step * (place % size)) % size;
        return card < sentByLaboratories.size()
                ? sentByLaboratories.get((int) card)
                : Laboratory.item(Seeds.random(62, card));
    }
}
