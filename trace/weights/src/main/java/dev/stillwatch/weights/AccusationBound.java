// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

/**
 * How likely any innocent recipient scores so much, whatever was done to the weights. Immutable and thread-safe.
 *
 * <p>What a leaked copy shows of each symbol is fixed without an innocent's code, whose symbols are independent draws with
 * known shares. So the score's generating function is known exactly, and Chernoff's bound on it holds for these very
 * weights: no normal approximation, no assumption about the attack. Summed over all recipients (Bonferroni). The bound is
 * that of Tardos codes with a conditional threshold; see docs/research-foundations.md.
 */
final class AccusationBound {
    private final double[] shares;
    private final double[] read;
    private final double norm;

    /**
     * A bound for what was read of one copy.
     *
     * @param shares how likely each symbol is a one
     * @param read what the copy shows of each symbol: positive for a one, 0 for nothing
     */
    AccusationBound(double[] shares, double[] read) {
        this.shares = shares.clone();
        this.read = read.clone();
        double squares = 0;
        for (double each : read) {
            squares += each * each;
        }
        this.norm = Math.sqrt(squares);
    }

    /** By how many standard deviations a sum of scores lies above what an innocent has on average. */
    double deviations(double sum) {
        return norm == 0 ? 0 : sum / norm;
    }

    /** The sum of scores that lies so many standard deviations above what an innocent has on average. */
    double sum(double deviations) {
        return deviations * norm;
    }

    /**
     * From how many standard deviations on the bound is within an allowed chance.
     *
     * @param recipients among whom one is looked for
     * @param error chance that any innocent one is accused
     */
    double threshold(int recipients, double error) {
        double budget = Math.log(recipients) - Math.log(error);
        if (norm == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return least(tilt -> (budget + lnGenerating(tilt)) / tilt) / norm;
    }

    /** A bound on the logarithm to base 10 of the chance that any innocent of so many scores as high; at most 0. */
    double log10(double sum, int recipients) {
        if (norm == 0 || sum <= 0) {
            return 0;
        }
        double ln = Math.log(recipients) + least(tilt -> lnGenerating(tilt) - tilt * sum);
        return Math.min(0, ln / Math.log(10));
    }

    private interface OfTilt {
        double at(double tilt);
    }

    /** The least over tilts above 0; any tilt gives a bound that holds, so that how well it is found costs no certainty. */
    private double least(OfTilt bound) {
        double golden = (Math.sqrt(5) - 1) / 2;
        double low = Math.log(1e-4 / norm);
        double high = Math.log(1e3 / norm);
        double first = high - golden * (high - low);
        double second = low + golden * (high - low);
        double atFirst = bound.at(Math.exp(first));
        double atSecond = bound.at(Math.exp(second));
        while (high - low > 1e-5) {
            if (atFirst <= atSecond) {
                high = second;
                second = first;
                atSecond = atFirst;
                first = high - golden * (high - low);
                atFirst = bound.at(Math.exp(first));
            } else {
                low = first;
                first = second;
                atFirst = atSecond;
                second = low + golden * (high - low);
                atSecond = bound.at(Math.exp(second));
            }
        }
        return Math.min(atFirst, atSecond);
    }

    private double lnGenerating(double tilt) {
        double ln = 0;
        for (int symbol = 0; symbol < read.length; symbol++) {
            if (read[symbol] != 0) {
                double share = shares[symbol];
                double odds = Math.sqrt(share / (1 - share));
                double zero = -tilt * read[symbol] * odds;
                double one = tilt * read[symbol] / odds;
                // One of the two is below 0, the other above: expm1 keeps what is left of them when both are small.
                double most = Math.max(zero, one);
                ln += most > 30
                        ? most + Math.log((1 - share) * Math.exp(zero - most) + share * Math.exp(one - most))
                        : Math.log1p((1 - share) * Math.expm1(zero) + share * Math.expm1(one));
            }
        }
        return ln;
    }
}
