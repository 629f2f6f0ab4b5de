// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What the public variants of SynthID-Text share. */
final class SynthId {

    /** The keys of the public examples, in order. */
    static final List<Long> DEMO_KEYS = List.of(
            654L, 400L, 836L, 123L, 340L, 443L, 597L, 160L, 57L, 29L, 590L, 639L, 13L, 715L, 468L, 990L, 966L, 226L,
            324L, 585L, 118L, 504L, 421L, 521L, 129L, 669L, 732L, 225L, 90L, 960L);

    private SynthId() {}

    static void check(int layers, int contextWidth, int contextHistory) {
        Parameter.within("layers", layers, 1, 64);
        Parameter.within("context-width", contextWidth, 1, 64);
        Parameter.within("context-history", contextHistory, 1, MarkContext.MAX_HISTORY);
    }

    /** Keys of 63 bits whose low 16 bits differ: of equal ones, Hugging Face's table would make one layer twice. */
    static MarkKey drawKey(int layers, RandomGenerator random) {
        List<Long> keys = new ArrayList<>(layers);
        Set<Long> low = new HashSet<>();
        while (keys.size() < layers) {
            long drawn = random.nextLong() >>> 1;
            if (low.add(drawn & 0xffff)) {
                keys.add(drawn);
            }
        }
        return new MarkKey.LayerKeys(keys);
    }

    /** Whether any of the keys stands in the public examples: one known layer is a part of the mark given away. */
    static boolean areDemo(List<Long> keys) {
        return keys.stream().anyMatch(DEMO_KEYS::contains);
    }

    static ScoreLaw.WeightedBits weights(int layers, double share, double steepness) {
        if (layers < 2 || !(steepness > 1)) {
            throw new IllegalArgumentException("weights take 2 layers or more and a steepness above 1");
        }
        return new ScoreLaw.WeightedBits(layers, share, steepness);
    }
}
