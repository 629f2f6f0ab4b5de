// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** A completion with what stood before it when it was generated. */
public final class PlacedTokens {

    private final int[] tokens;
    private final int from;

    PlacedTokens(int[] tokens, int from) {
        this.tokens = tokens;
        this.from = from;
    }

    /** The context of the first generated token, then the completion; shared, not to be changed. */
    public int[] tokens() {
        return tokens;
    }

    /** The index of the first token that can be scored; the number of tokens if there is none. */
    public int from() {
        return from;
    }
}
