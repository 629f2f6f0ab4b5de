// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.SplittableRandom;

/**
 * When an account asks: a process of arrivals, each later than the one before or at the same millisecond.
 *
 * <p>Holds the state of one account's stream; not thread-safe.
 */
interface Clock {
    /** No further arrival. */
    long NEVER = Long.MAX_VALUE;

    /** Time of the next arrival in milliseconds since the epoch, or {@link #NEVER}. */
    long next(SplittableRandom random);

    /** Whether the arrival last returned belongs to the same sitting as the one before it. */
    default boolean sameSitting() {
        return false;
    }
}
