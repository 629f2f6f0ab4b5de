// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * The generating function of a weighted sum of bits, on the line through its saddle point (Daniels, Saddlepoint
 * approximations in statistics, 1954; here the integral itself is taken, not its approximation).
 */
final class TiltedBits {
    private static final double DONE = 1e-18;
    private static final int FEWEST_STEPS = 64;

    private final WeightLattice lattice;
    private final double share;
    private final long count;

    TiltedBits(WeightLattice lattice, double share, long count) {
        this.lattice = lattice;
        this.share = share;
        this.count = count;
    }

    /** A bound above the logarithm of the chance of {@code from} or more; 0 up to the mean. */
    double chernoff(double from) {
        if (from <= lattice.total() * share * count) {
            return 0;
        }
        if (from >= lattice.total() * count) {
            return from > lattice.total() * count
                    ? Double.NEGATIVE_INFINITY
                    : count * lattice.layers() * Math.log(share);
        }
        double tilt = saddle(from);
        return Math.min(0, lnGenerating(tilt) - tilt * from);
    }

    /** The logarithm of the chance of {@code from} or more, a whole number above the mean. */
    double lnTail(double from) {
        if (from >= lattice.total() * count) {
            return chernoff(from);
        }
        double tilt = Math.max(saddle(from), 1 / Math.sqrt(variance(0)));
        double one0 = one(lattice.weight(0) * tilt);
        double least = Math.min(4 * one0 * (1 - one0), 4 * share * (1 - share));
        // Phases further apart than this leave less than can be seen in the sum.
        double mostSpread = -2 * Math.log(DONE) / (count * least);
        boolean few = mostSpread > lattice.layers() / 8.0;
        // Fine enough for the pole at 0, and for a bell as wide as the integrand; few bits fall away slower than a
        // bell.
        double finest = Math.min(tilt / 6, (few ? 0.2 : 0.6) / Math.sqrt(variance(tilt)));
        int steps = (int) Math.max(FEWEST_STEPS, Math.ceil(Math.PI / finest));
        double step = Math.PI / steps;
        double decay = Math.exp(-tilt);
        double sum = 0.5 / (1 - decay);
        double[] one = ones(tilt);
        PhaseSpread spread = PhaseSpread.of(lattice);
        for (int i = 1; i <= steps; i++) {
            i = (int) Math.max(i, Math.floor(spread.next(i * step, mostSpread) / step));
            if (i > steps) {
                break;
            }
            double t = i * step;
            Rotation rotation = rotation(one, t);
            double size = Math.exp(count * rotation.lnSize());
            double phase = count * rotation.angle() - t * from;
            // The sum of e^-(tilt + it)k over k from 0 is one by this.
            double re = 1 - decay * Math.cos(t);
            double im = decay * Math.sin(t);
            sum += (i == steps ? 0.5 : 1) * size * (Math.cos(phase) * re + Math.sin(phase) * im) / (re * re + im * im);
        }
        return Math.min(0, lnGenerating(tilt) - tilt * from + Math.log(sum * step / Math.PI));
    }

    private double[] ones(double tilt) {
        double[] one = new double[lattice.layers()];
        for (int layer = 0; layer < one.length; layer++) {
            one[layer] = one(lattice.weight(layer) * tilt);
        }
        return one;
    }

    /** One token's generating function at an imaginary argument. */
    private record Rotation(double lnSize, double angle) {}

    private Rotation rotation(double[] one, double t) {
        double turnRe = Math.cos(lattice.weight(0) * t);
        double turnIm = Math.sin(lattice.weight(0) * t);
        double backRe = Math.cos((lattice.steepness() - 1) * t);
        double backIm = -Math.sin((lattice.steepness() - 1) * t);
        double re = 1;
        double im = 0;
        for (double p : one) {
            double factorRe = 1 - p + p * turnRe;
            double factorIm = p * turnIm;
            double nextRe = re * factorRe - im * factorIm;
            im = re * factorIm + im * factorRe;
            re = nextRe;
            double nextTurn = turnRe * backRe - turnIm * backIm;
            turnIm = turnRe * backIm + turnIm * backRe;
            turnRe = nextTurn;
        }
        return new Rotation(0.5 * Math.log(re * re + im * im), Math.atan2(im, re));
    }

    private double one(double tilted) {
        return 1 / (1 + (1 - share) / share * Math.exp(-tilted));
    }

    private double lnGenerating(double tilt) {
        double ln = 0;
        for (int layer = 0; layer < lattice.layers(); layer++) {
            double tilted = lattice.weight(layer) * tilt;
            ln += tilted + Math.log(share + (1 - share) * Math.exp(-tilted));
        }
        return ln * count;
    }

    private double variance(double tilt) {
        double variance = 0;
        for (int layer = 0; layer < lattice.layers(); layer++) {
            double one = one(lattice.weight(layer) * tilt);
            variance += square(lattice.weight(layer)) * one * (1 - one);
        }
        return variance * count;
    }

    private double mean(double tilt) {
        double mean = 0;
        for (int layer = 0; layer < lattice.layers(); layer++) {
            mean += lattice.weight(layer) * one(lattice.weight(layer) * tilt);
        }
        return mean * count;
    }

    /** The tilt under which {@code from} is the mean; above 0. */
    private double saddle(double from) {
        double low = 0;
        double high = 1 / lattice.weight(0);
        while (mean(high) < from) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (mean(middle) < from) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double square(double x) {
        return x * x;
    }
}
