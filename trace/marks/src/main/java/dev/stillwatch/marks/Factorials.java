// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import org.hipparchus.special.Gamma;

/**
 * Parts of logarithms of densities that stay accurate where factorials are huge (Loader, Fast and accurate computation
 * of binomial probabilities, 2000).
 */
final class Factorials {
    private static final double SERIES_FROM = 16;

    private Factorials() {}

    /** ln Γ(x + 1) less Stirling's formula for it. */
    static double stirlingError(double x) {
        if (x < SERIES_FROM) {
            return x == 0 ? 0 : Gamma.logGamma(x + 1) - (0.5 * Math.log(2 * Math.PI * x) + x * Math.log(x) - x);
        }
        double square = x * x;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / (1188 * square)) / square) / square) / square)
                / x;
    }

    /** x ln(x / mean) + mean − x, which is 0 at the mean. */
    static double deviance(double x, double mean) {
        if (x == 0) {
            return mean;
        }
        double delta = (mean - x) / x;
        return x * (delta - Math.log1p(delta));
    }

    /** The logarithm of e^a + e^b. */
    static double lnSum(double a, double b) {
        double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }

    /** The logarithm of 1 − e^ln, for ln at most 0. */
    static double lnComplement(double ln) {
        return ln > -Math.log(2) ? Math.log(-Math.expm1(ln)) : Math.log1p(-Math.exp(ln));
    }
}
