// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** The upper tail of the binomial distribution, by adding up its terms. */
final class BinomialTail {
    private static final double PRECISION = 1e-17;

    private BinomialTail() {}

    /**
     * The logarithm of P(Bin(count, share) ≥ from).
     *
     * @param share above 0 and below 1
     */
    static double ln(long count, double share, long from) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a share is above 0 and below 1, not " + share);
        }
        if (from <= 0) {
            return 0;
        }
        if (from > count) {
            return Double.NEGATIVE_INFINITY;
        }
        // Terms fall away from the mean, so the tail that does not hold it is the one to add up.
        return from > count * share
                ? beyondMean(count, share, from)
                : Factorials.lnComplement(Math.min(0, beyondMean(count, 1 - share, count - from + 1)));
    }

    private static double beyondMean(long count, double share, long from) {
        double odds = share / (1 - share);
        double sum = 1;
        double term = 1;
        for (long k = from; k < count && term > sum * PRECISION; k++) {
            term *= (count - k) / (k + 1.0) * odds;
            sum += term;
        }
        return Math.min(0, lnTerm(count, share, from) + Math.log(sum));
    }

    /** The logarithm of P(Bin(count, share) = k). */
    static double lnTerm(long count, double share, long k) {
        if (k == 0) {
            return count * Math.log1p(-share);
        }
        if (k == count) {
            return count * Math.log(share);
        }
        return lnTerm((double) count, share, (double) k);
    }

    private static double lnTerm(double count, double share, double k) {
        double rest = count - k;
        return Factorials.stirlingError(count)
                - Factorials.stirlingError(k)
                - Factorials.stirlingError(rest)
                - Factorials.deviance(k, count * share)
                - Factorials.deviance(rest, count * (1 - share))
                + 0.5 * Math.log(count / (2 * Math.PI * k * rest));
    }
}
