// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** The upper tail of the gamma distribution of scale 1: the regularised upper incomplete gamma function. */
final class GammaTail {
    private static final double PRECISION = 1e-16;
    private static final double TINY = 1e-300;

    private GammaTail() {}

    /**
     * The logarithm of P(Γ(shape, 1) ≥ from).
     *
     * @param shape above 0; the number of scores added, or any real number
     */
    static double ln(double shape, double from) {
        if (from <= 0) {
            return 0;
        }
        return from < shape + 1
                ? Factorials.lnComplement(Math.min(0, lnLower(shape, from)))
                : Math.min(0, lnDensity(shape, from) + Math.log(shape * fraction(shape, from)));
    }

    /** The logarithm of x^shape e^−x / Γ(shape + 1). */
    static double lnDensity(double shape, double x) {
        return -Factorials.deviance(shape, x) - 0.5 * Math.log(2 * Math.PI * shape) - Factorials.stirlingError(shape);
    }

    private static double lnLower(double shape, double x) {
        double sum = 1;
        double term = 1;
        for (double next = shape + 1; term > sum * PRECISION; next++) {
            term *= x / next;
            sum += term;
        }
        return lnDensity(shape, x) + Math.log(sum);
    }

    /** The continued fraction of Γ(shape, x) e^x x^−shape, by Lentz's method. */
    private static double fraction(double shape, double x) {
        double b = x + 1 - shape;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (double i = 1; ; i++) {
            double a = -i * (i - shape);
            b += 2;
            d = 1 / notZero(a * d + b);
            c = notZero(b + a / c);
            double change = d * c;
            h *= change;
            if (Math.abs(change - 1) <= 4 * PRECISION) {
                return h;
            }
        }
    }

    private static double notZero(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }
}
