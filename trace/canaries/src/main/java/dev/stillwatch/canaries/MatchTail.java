// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The chance that of {@code places} choices drawn evenly from {@value Wordings#CHOICES} at least {@code matches} are the
 * ones wanted: a binomial tail, in whole numbers, so without any error of rounding.
 *
 * @param numerator out of 16 to the power of {@code places}
 */
record MatchTail(int places, BigInteger numerator) {
    private static final BigInteger CHOICES = BigInteger.valueOf(Wordings.CHOICES);
    private static final BigInteger OTHERS = BigInteger.valueOf(Wordings.CHOICES - 1);

    static MatchTail of(int places, int matches) {
        if (places < 0 || matches < 0 || matches > places) {
            throw new IllegalArgumentException(matches + " matches of " + places);
        }
        BigInteger sum = BigInteger.ZERO;
        BigInteger ways = BigInteger.ONE;
        // From all places down: ways to choose the others, times what each of these may be.
        for (int hits = places; hits >= matches; hits--) {
            sum = sum.add(ways);
            ways = ways.multiply(BigInteger.valueOf(hits))
                    .multiply(OTHERS)
                    .divide(BigInteger.valueOf(places - hits + 1));
        }
        return new MatchTail(places, sum);
    }

    /** Its logarithm to base 10, to some 15 digits; 0 for certainty. */
    double log10() {
        int spare = Math.max(0, numerator.bitLength() - 60);
        double ln = Math.log(numerator.shiftRight(spare).doubleValue()) + spare * Math.log(2);
        return Math.min(0, (ln - places * Math.log(Wordings.CHOICES)) / Math.log(10));
    }

    /** Whether it stays within {@code level} when it is the least of {@code tried} that were looked at (Bonferroni). */
    boolean within(double level, int tried) {
        return new BigDecimal(numerator.multiply(BigInteger.valueOf(tried)))
                        .compareTo(new BigDecimal(level).multiply(new BigDecimal(CHOICES.pow(places))))
                <= 0;
    }
}
