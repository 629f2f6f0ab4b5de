// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Deals out examples in random order, round after round, with those of similar length side by side so that little is
 * filled up.
 *
 * <p>Not thread-safe.
 */
final class Batches {
    /** Batches whose examples are sorted by length among themselves: more saves filling, fewer mixes better. */
    private static final int SORTED_TOGETHER = 4;

    private final List<Example> examples;
    private final int batch;
    private final Random random;
    private final List<List<Example>> ready = new ArrayList<>();
    private final List<Example> drawn = new ArrayList<>();

    Batches(List<Example> examples, int batch, long seed) {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException("nothing to train on");
        }
        this.examples = new ArrayList<>(examples);
        this.batch = batch;
        random = new Random(seed);
    }

    List<Example> next() {
        if (ready.isEmpty()) {
            while (drawn.size() < batch * SORTED_TOGETHER) {
                Collections.shuffle(examples, random);
                drawn.addAll(examples);
            }
            List<Example> together = drawn.subList(0, batch * SORTED_TOGETHER);
            together.sort(Comparator.comparingInt(e -> e.tokens().size()));
            for (int i = 0; i < SORTED_TOGETHER; i++) {
                ready.add(List.copyOf(together.subList(i * batch, (i + 1) * batch)));
            }
            together.clear();
            Collections.shuffle(ready, random);
        }
        return ready.removeLast();
    }
}
