// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

/**
 * What a text goes on with, by somebody who does not know the key: the unmarked teacher, a student of unmarked text, or
 * {@link TextReference} counts.
 *
 * <p>It may be as wrong as it likes without making the test accuse an innocent, as long as nothing in it depends on the
 * key; the nearer it is to the suspect before the suspect saw marked text, the more a trace of the mark stands out.
 */
@FunctionalInterface
public interface Reference {
    /** Expects nothing: the test then counts each pair once, whatever how often it came. */
    Reference NONE = (tokens, position, expectation) -> {};

    /**
     * Tells which tokens may stand at {@code position}, from the tokens before it alone.
     *
     * @param tokens not to be changed or kept
     * @param position from 0 to {@code tokens.length}
     * @param expectation is told of tokens and probabilities; those of a token told twice add up, and all together come
     *     to 1 or less
     */
    void expect(int[] tokens, int position, Expectation expectation);

    /** Receives probabilities. */
    @FunctionalInterface
    interface Expectation {
        /** A part of the probability of a token. */
        void token(int token, double probability);
    }
}
