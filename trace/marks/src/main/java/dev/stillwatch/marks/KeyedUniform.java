// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** The number between 0 and 1 that a Gumbel scheme draws for each candidate under a key; immutable. */
interface KeyedUniform {

    /** What the context alone decides, so that many candidates after one context cost it once. */
    interface AfterContext {

        /** Above 0 and below 1. */
        double uniform(int candidate);
    }

    /** The draws for what follows {@code tokens[position - 1]}; the array must not change while they are in use. */
    AfterContext after(int[] tokens, int position);

    /** The draw for {@code tokens[position]}. */
    default double uniform(int[] tokens, int position) {
        return after(tokens, position).uniform(tokens[position]);
    }
}
