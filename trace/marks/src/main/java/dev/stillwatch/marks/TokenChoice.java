// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.random.RandomGenerator;

/** How one scheme under one key picks among candidates; immutable. */
interface TokenChoice {

    /**
     * @param tokens the context stands before {@code position}; the entry at {@code position} is free for use
     * @return the index of the candidate taken
     */
    int choose(Candidates candidates, int[] tokens, int position, RandomGenerator random);
}
