// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

/**
 * What a suspect's weights say of each symbol, added up over the runs that carry it. Not thread-safe; each thread fills its
 * own, and they are added in the end.
 */
final class SymbolSums {
    private final double[] sums;
    private final double[] variances;
    private final double[] gains;

    SymbolSums(int symbols) {
        this.sums = new double[symbols];
        this.variances = new double[symbols];
        this.gains = new double[symbols];
    }

    /**
     * Adds one run.
     *
     * @param sum of its weights' moves times their signs, weighted
     * @param variance that the sum has if signs are chance: the moves' squares, weighted
     * @param gain what the sum would be if each weight had moved by one in its sign's direction
     */
    void add(int symbol, double sum, double variance, double gain) {
        sums[symbol] += sum;
        variances[symbol] += variance;
        gains[symbol] += gain;
    }

    void add(SymbolSums other) {
        for (int symbol = 0; symbol < sums.length; symbol++) {
            add(symbol, other.sums[symbol], other.variances[symbol], other.gains[symbol]);
        }
    }

    int symbols() {
        return sums.length;
    }

    double sum(int symbol) {
        return sums[symbol];
    }

    double variance(int symbol) {
        return variances[symbol];
    }

    double gain(int symbol) {
        return gains[symbol];
    }

    /** The sum in standard deviations of what unmarked weights give; 0 if nothing moved. */
    double deviations(int symbol) {
        return variances[symbol] == 0 ? 0 : sums[symbol] / Math.sqrt(variances[symbol]);
    }

    /**
     * Whether these weights carry a mark of this key at all, whosever: by how many standard deviations the symbols are
     * louder than unmarked weights are. About standard normal for weights that were never marked with the key.
     */
    double presence() {
        double excess = 0;
        int heard = 0;
        for (int symbol = 0; symbol < sums.length; symbol++) {
            if (variances[symbol] > 0) {
                excess += deviations(symbol) * deviations(symbol) - 1;
                heard++;
            }
        }
        return heard == 0 ? 0 : excess / Math.sqrt(2.0 * heard);
    }

    /** How often one symbol of a whole copy marked with an amplitude is read rightly rather than wrongly, on average. */
    double expectedBalance(double amplitude) {
        double balance = 0;
        for (int symbol = 0; symbol < sums.length; symbol++) {
            if (gains[symbol] > 0) {
                double ratio = variances[symbol] == 0
                        ? Double.POSITIVE_INFINITY
                        : amplitude * gains[symbol] / Math.sqrt(variances[symbol]);
                balance += 1 - 2 * upperTail(ratio);
            }
        }
        return balance / sums.length;
    }

    /** Of the standard normal, to 1e-7 (Abramowitz and Stegun 26.2.17). */
    private static double upperTail(double x) {
        double t = 1 / (1 + 0.2316419 * x);
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    }
}
