// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/**
 * A counted share with its Wilson interval.
 *
 * @param hits 0 to trials
 * @param trials 0 or more
 */
public record Share(long hits, long trials) {
    public Share {
        if (hits < 0 || hits > trials) {
            throw new IllegalArgumentException(hits + " hits of " + trials);
        }
    }

    /** Hits by trials, 0 to 1; 0 without a trial. */
    public double value() {
        return trials == 0 ? 0 : (double) hits / trials;
    }

    /** The 95 % interval of the underlying share. */
    public Interval interval() {
        return Interval.wilson(hits, trials);
    }
}
