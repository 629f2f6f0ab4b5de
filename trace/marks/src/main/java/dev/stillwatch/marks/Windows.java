// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** The places of a text at which scores are taken. Its arrays are not copied. */
public final class Windows {
    private final int[] tokens;
    private final int[] positions;

    Windows(int[] tokens, int[] positions) {
        this.tokens = tokens;
        this.positions = positions;
    }

    /** The text with what stood before it. */
    public int[] tokens() {
        return tokens;
    }

    /** Indices into {@link #tokens}, ascending. */
    public int[] positions() {
        return positions;
    }

    /** The sum of one key's scores. */
    public double sum(KeyedScores scores) {
        return scores.total(tokens, positions);
    }
}
