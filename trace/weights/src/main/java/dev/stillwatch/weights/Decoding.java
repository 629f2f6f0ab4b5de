// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.Arrays;

/**
 * A way to turn what was read of each symbol into numbers that scores are made of. All are tried, and the allowed error is
 * split between them.
 *
 * <p>None knows any recipient's code; the shares of ones, which all of them use, are fixed for every recipient. That is all
 * {@link AccusationBound} needs, so that a poor choice here costs power, never certainty.
 */
public enum Decoding {
    /** A symbol is a one or a zero, by the sign: what members of a coalition cannot choose, they cannot bend. */
    HARD {
        @Override
        double[] read(SymbolSums sums, double[] shares) {
            double[] read = new double[shares.length];
            Arrays.setAll(read, symbol -> Math.signum(sums.sum(symbol)));
            return read;
        }
    },
    /** Faint symbols count for less. */
    SOFT {
        @Override
        double[] read(SymbolSums sums, double[] shares) {
            double[] read = new double[shares.length];
            Arrays.setAll(read, sums::deviations);
            double usual = median(read);
            Arrays.setAll(read, symbol -> usual == 0 ? 0 : Math.tanh(read[symbol] / (1.4826 * usual)));
            return read;
        }
    },
    /**
     * How far a symbol lies above what copies show on average with its share of ones: a mean of many copies is read as the
     * number of them that have a one, not as a vote.
     */
    CENTRED {
        @Override
        double[] read(SymbolSums sums, double[] shares) {
            return centred(sums, shares);
        }
    };

    /** Keeps symbols that nearly everybody shares from outweighing all others where there is no noise. */
    private static final double EVEN = 0.1;

    /** What the sums say of each symbol: positive for a one, 0 for nothing. */
    abstract double[] read(SymbolSums sums, double[] shares);

    private static double median(double[] values) {
        double[] sizes = Arrays.stream(values)
                .map(Math::abs)
                .filter(size -> size > 0)
                .sorted()
                .toArray();
        return sizes.length == 0 ? 0 : sizes[sizes.length / 2];
    }

    private static double[] centred(SymbolSums sums, double[] shares) {
        // The mark's strength after all that was done to it: symbols follow their shares as a whole copy's would.
        double along = 0;
        double across = 0;
        for (int symbol = 0; symbol < shares.length; symbol++) {
            double expected = sums.gain(symbol) * (2 * shares[symbol] - 1);
            along += sums.sum(symbol) * expected;
            across += expected * expected;
        }
        double[] read = new double[shares.length];
        if (!(along > 0)) {
            return read;
        }
        double strength = along / across;
        double unexplained = 0;
        double spread = 0;
        for (int symbol = 0; symbol < shares.length; symbol++) {
            if (sums.gain(symbol) > 0) {
                double scale = strength * sums.gain(symbol);
                read[symbol] = sums.sum(symbol) / scale - (2 * shares[symbol] - 1);
                unexplained += read[symbol] * read[symbol] - sums.variance(symbol) / (scale * scale);
                spread += variance(shares[symbol]);
            }
        }
        // A mean of so many copies, if it was one, has this share of one copy's variance.
        double mixed = Math.clamp(unexplained / spread, 1e-3, 1);
        for (int symbol = 0; symbol < shares.length; symbol++) {
            if (sums.gain(symbol) > 0) {
                double scale = strength * sums.gain(symbol);
                double noise = sums.variance(symbol) / (scale * scale);
                double copies = mixed * (variance(shares[symbol]) + EVEN);
                read[symbol] *= Math.sqrt(variance(shares[symbol])) / (copies + noise);
            }
        }
        return read;
    }

    /** Of a symbol of one copy, read as 1 or -1. */
    private static double variance(double share) {
        return 4 * share * (1 - share);
    }
}
