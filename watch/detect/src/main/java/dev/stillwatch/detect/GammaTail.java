// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * The gamma distribution with the mean and variance of what was observed: sums of squares are close to it (Satterthwaite
 * 1946).
 *
 * @param shape above 0
 * @param scale above 0
 */
record GammaTail(double shape, double scale) {
    private static final int MOST_TERMS = 10_000;
    private static final double PRECISE = 1e-14;

    /** Fits the moments of values of 0 or more. */
    static GammaTail of(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        double positive = Math.max(mean, 1e-100);
        double spread = Math.max(variance, 1e-9 * positive * positive);
        return new GammaTail(positive * positive / spread, spread / positive);
    }

    /** How likely a value of at least this much is; never quite 0. */
    double above(double value) {
        if (value <= 0) {
            return 1;
        }
        double x = value / scale;
        double p = x < shape + 1 ? 1 - lower(x) : upper(x);
        return Math.clamp(p, Double.MIN_NORMAL, 1);
    }

    /** By the power series, which converges fast below the mean. */
    private double lower(double x) {
        double term = 1 / shape;
        double sum = term;
        for (int n = 1; n < MOST_TERMS && term > sum * PRECISE; n++) {
            term *= x / (shape + n);
            sum += term;
        }
        return sum * front(x);
    }

    /** By Lentz's continued fraction, which converges fast above it. */
    private double upper(double x) {
        double b = x + 1 - shape;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double a = n * (shape - n);
            b += 2;
            d = 1 / (a * d + b);
            c = b + a / c;
            double factor = c * d;
            h *= factor;
            if (Math.abs(factor - 1) < PRECISE) {
                break;
            }
        }
        return h * front(x);
    }

    private double front(double x) {
        return StrictMath.exp(shape * StrictMath.log(x) - x - logGamma(shape));
    }

    /** Stirling's series, after the recurrence has made the argument large. */
    static double logGamma(double x) {
        double shift = 0;
        double z = x;
        while (z < 10) {
            shift += StrictMath.log(z);
            z++;
        }
        double inverse = 1 / (z * z);
        double series = (1 / 12.0 - inverse * (1 / 360.0 - inverse * (1 / 1260.0 - inverse / 1680.0))) / z;
        return (z - 0.5) * StrictMath.log(z) - z + 0.5 * StrictMath.log(2 * Math.PI) + series - shift;
    }
}
