// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import dev.stillwatch.marks.ScoreLaw;
import dev.stillwatch.marks.TailProbability;

/**
 * The chance that a weighted sum of independent scores, each less its mean, comes out at least as high as it did.
 *
 * <p>Memory: the weights, not copied. Each answer costs some twenty passes over them. Immutable and thread-safe.
 */
final class WeightedTail {
    private static final int PASSES = 100;

    private final double[] weights;
    private final int used;
    private final Cumulants cumulants;
    private final double variance;
    private final double lowest;
    private final double highest;

    /**
     * @param weights of any sign, at least one of them not 0
     * @param used how many of them count, from the first
     */
    WeightedTail(ScoreLaw law, double[] weights, int used) {
        this.weights = weights;
        this.used = used;
        this.cumulants = Cumulants.of(law);
        double squares = 0;
        double smallest = 0;
        double largest = 0;
        for (int i = 0; i < used; i++) {
            squares += weights[i] * weights[i];
            smallest = Math.min(smallest, weights[i]);
            largest = Math.max(largest, weights[i]);
        }
        this.variance = squares * law.variance();
        double scale = 1 / Math.sqrt(variance);
        // Tilts beyond a thousand standard deviations only matter where the sum is at its very largest.
        this.highest = Math.min(1e3 * scale, largest > 0 ? cumulants.limit() / largest : 1e3 * scale);
        this.lowest = Math.max(-1e3 * scale, smallest < 0 ? cumulants.limit() / smallest : -1e3 * scale);
    }

    /** How many standard deviations the sum lies above its mean. */
    double deviations(double sum) {
        return sum / Math.sqrt(variance);
    }

    /**
     * Chernoff's bound, which the chance never exceeds: it holds for whatever tilt is tried, so nothing rests on how well
     * the best one is found.
     */
    TailProbability bound(double sum) {
        if (sum <= 0) {
            return TailProbability.ONE;
        }
        Point point = at(sum);
        return TailProbability.ofLn(point.cumulant - point.tilt * sum);
    }

    /**
     * A close estimate of the chance, not a bound: Barndorff-Nielsen's form of the saddlepoint approximation.
     *
     * @see <a href="https://doi.org/10.2307/1426607">Lugannani and Rice, Saddle point approximation for the distribution
     *     of the sum of independent random variables</a>
     */
    TailProbability estimate(double sum) {
        Point point = at(sum);
        double r = Math.signum(point.tilt) * Math.sqrt(Math.max(0, 2 * (point.tilt * sum - point.cumulant)));
        double q = point.tilt * Math.sqrt(point.second);
        double corrected = Math.abs(r) < 1e-4 || q / r <= 0 ? deviations(sum) : r + Math.log(q / r) / r;
        return TailProbability.ofLn(NormalTail.lnAbove(corrected));
    }

    /** The tilt under which the sum is just what is to be expected, as near as doubles find it. */
    private Point at(double sum) {
        double below = lowest;
        double above = highest;
        double tilt = Math.clamp(sum / variance, 0.5 * lowest, 0.5 * highest);
        Point point = point(tilt);
        for (int pass = 0; pass < PASSES; pass++) {
            double off = point.first - sum;
            if (Math.abs(off) <= 1e-10 * Math.sqrt(variance)) {
                break;
            }
            if (off > 0) {
                above = tilt;
            } else {
                below = tilt;
            }
            double next = tilt - off / point.second;
            tilt = next > below && next < above ? next : (below + above) / 2;
            point = point(tilt);
        }
        return point;
    }

    private Point point(double tilt) {
        double[] sums = new double[3];
        for (int i = 0; i < used; i++) {
            cumulants.add(weights[i], tilt, sums);
        }
        return new Point(tilt, sums[0], sums[1], sums[2]);
    }

    private record Point(double tilt, double cumulant, double first, double second) {}
}
