// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

/** A method with its threshold set, ready to say of a window whether it holds an attacker's prompts. */
interface Contender {

    /** What to call it in a table. */
    String name();

    /** Whether the window of items at these indexes is flagged. */
    boolean flags(int[] window);
}
