// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * The chance that innocent text scores as high as what was seen, or a bound above it, as a logarithm: real audits go
 * below what a {@code double} holds.
 *
 * @param log10 the logarithm to base 10; 0 or less
 */
public record TailProbability(double log10) implements Comparable<TailProbability> {

    /** Says nothing against innocence. */
    public static final TailProbability ONE = new TailProbability(0);

    public TailProbability {
        if (Double.isNaN(log10) || log10 > 0) {
            throw new IllegalArgumentException("log10 of a probability is 0 or less, not " + log10);
        }
    }

    /** From a natural logarithm; rounding that would make it more than certain is cut off. */
    public static TailProbability ofLn(double ln) {
        return new TailProbability(Math.min(0, ln / Math.log(10)));
    }

    /** The probability itself; 0 where a {@code double} cannot hold it. */
    public double value() {
        return Math.pow(10, log10);
    }

    /** Bonferroni's bound when this is the smallest of several that were tried. */
    public TailProbability amongTried(int tried) {
        return new TailProbability(Math.min(0, log10 + Math.log10(tried)));
    }

    @Override
    public int compareTo(TailProbability other) {
        return Double.compare(log10, other.log10);
    }
}
