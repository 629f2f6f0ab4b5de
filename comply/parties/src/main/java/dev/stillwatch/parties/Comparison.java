// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

/** How a value that is known between two bounds compares with a threshold. */
public enum Comparison {
    /** Even the upper bound does not reach it. */
    BELOW,
    /** The bounds lie on both sides: what is known does not decide. */
    CROSSES,
    /** Even the lower bound reaches it. */
    ABOVE;

    /** Reaching a threshold is being above: rules say half or more. */
    static Comparison of(long low, long high, long threshold) {
        if (low >= threshold) {
            return ABOVE;
        }
        return high >= threshold ? CROSSES : BELOW;
    }
}
