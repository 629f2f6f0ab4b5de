// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

/**
 * A small summary of a text, from which its similarity to others can be estimated. Immutable.
 *
 * <p>It holds no text, but whoever has a text and the sketcher's seed can tell whether a sketch is of it.
 */
public final class TextSketch {
    private final Sketcher sketcher;
    private final int[] values;
    private final long runs;

    TextSketch(Sketcher sketcher, int[] values, long runs) {
        this.sketcher = sketcher;
        this.values = values;
        this.runs = runs;
    }

    /**
     * Estimated Jaccard similarity of the two texts' sets of runs, 0 to 1; 0 if either has no words.
     *
     * <p>Unbiased, with a standard error of at most {@code sqrt(J (1 - J) / bins)}; by Chernoff's bound, one of texts of
     * similarity J exceeds x > J with a chance of at most {@code exp(-bins KL(x, J))}.
     *
     * @throws IllegalArgumentException if the sketches are of different kinds
     */
    public double similarity(TextSketch other) {
        if (!sketcher.equals(other.sketcher)) {
            throw new IllegalArgumentException("sketches of " + sketcher + " and " + other.sketcher);
        }
        if (runs == 0 || other.runs == 0) {
            return 0;
        }
        int same = 0;
        for (int i = 0; i < values.length; i++) {
            same += values[i] == other.values[i] ? 1 : 0;
        }
        return (double) same / values.length;
    }

    /** How many runs the text has, repeated ones counted again; 0 for a text without words. */
    public long runs() {
        return runs;
    }

    /** What it was made with. */
    public Sketcher sketcher() {
        return sketcher;
    }

    /** The value of a bin. */
    int value(int bin) {
        return values[bin];
    }

    /** The low bits of the bins' values, as files keep them. */
    byte[] bytes() {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
