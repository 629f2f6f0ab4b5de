// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.HashMap;
import java.util.Map;

/**
 * How often prompts were sent before, judged from a sample of them.
 *
 * <p>A small part of what was sent holds few pairs of the same prompt even where each was sent ten times. So the number
 * of times a prompt was sent is estimated from how many of the sampled prompts came up more than once; each counts
 * once, so that a single prompt sent a thousand times is one. Where only a part was sampled, a standard error of that
 * count is held back.
 */
final class Repetition {
    private static final double MOST_COPIES = 1_000;
    private static final int STEPS = 40;

    private final Map<Long, Integer> copies = new HashMap<>();
    private int sampled;

    /** Adds a sampled prompt, by its hash. */
    void add(long prompt) {
        copies.merge(prompt, 1, Integer::sum);
        sampled++;
    }

    /**
     * Share of prompts that repeat an earlier one; NaN when none was added.
     *
     * @param sampledShare how much of all that was sent the sample is, above 0 to 1
     */
    double share(double sampledShare) {
        if (sampled == 0) {
            return Double.NaN;
        }
        if (sampledShare >= 1) {
            return 1 - (double) copies.size() / sampled;
        }
        long repeated = copies.values().stream().filter(n -> n > 1).count();
        double sure = Math.max(0, repeated - Math.sqrt((double) repeated));
        return 1 - 1 / copiesFor(sure / copies.size(), sampledShare);
    }

    /** How often each prompt was sent, if this share of the prompts in the sample came up more than once. */
    private static double copiesFor(double repeated, double sampledShare) {
        double least = 1;
        double most = MOST_COPIES;
        for (int i = 0; i < STEPS; i++) {
            double middle = Math.sqrt(least * most);
            double none = Math.pow(1 - sampledShare, middle);
            double once = middle * sampledShare * Math.pow(1 - sampledShare, middle - 1);
            if ((1 - none - once) / (1 - none) < repeated) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return repeated == 0 ? 1 : least;
    }
}
