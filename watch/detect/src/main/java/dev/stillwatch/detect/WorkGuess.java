// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.BitSet;

/**
 * A guess at a group with work in common.
 *
 * @param accounts by account index
 * @param work which of their prompts it may be
 */
record WorkGuess(BitSet accounts, FirstImpression work) {
    /** How likely a prompt of a table of prompts is the work. */
    interface FirstImpression {
        /** From 0 to 1, for a prompt of an account of the table, both by their place in it. */
        double of(int account, int prompt);
    }
}
