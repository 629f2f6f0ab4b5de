// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Duration;

/**
 * How much of a bundle of others is read.
 *
 * @param bytes the largest bundle
 * @param objects the most objects
 * @param depth the deepest nesting
 * @param textLength the longest text, in characters
 * @param longestValid how long a signal without an end, or with a far one, counts
 */
public record ReadingLimits(int bytes, int objects, int depth, int textLength, Duration longestValid) {
    /** 16 MiB, 50,000 objects, 24 levels, 64 Ki characters, 180 days. */
    public static final ReadingLimits DEFAULTS = new ReadingLimits(16 << 20, 50_000, 24, 1 << 16, Duration.ofDays(180));

    public ReadingLimits {
        if (bytes < 1 || objects < 1 || depth < 4 || textLength < 1 || !longestValid.isPositive()) {
            throw new IllegalArgumentException("limits must be more than nothing, and depth 4 or more");
        }
    }
}
