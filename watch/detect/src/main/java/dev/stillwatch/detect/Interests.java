// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether an account's prompts show interests of its own: where they lie, and how far they scatter.
 *
 * <p>A person's prompts lie together, away from everybody's mean; prompts dealt from one pile scatter about the pile's
 * centre as far as sampling alone explains. The distance from the centre is measured by how far the account's prompts lie
 * apart: the ratio is about 1 for dealt prompts and grows by a share of its own with each further prompt of a person.
 * Immutable.
 */
final class Interests {
    /** Prompts below which interests do not show. */
    static final int LEAST_PROMPTS = 20;

    private static final int QUANTILES = 32;
    /** Standard deviation of the logarithm of a sum of half as many squares as the space has dimensions: prompts lie in some. */
    private static final double NOISE = 2 / Math.sqrt(ContentSpace.DIMENSIONS);

    private static final double SMALLEST = 1e-6;

    private final double[] mean;
    /** What the squared length of the sum of the prompts would be by sampling alone, per prompt. */
    private final double noise;

    private final int prompts;

    private Interests(double[] mean, double noise, int prompts) {
        this.mean = mean;
        this.noise = noise;
        this.prompts = prompts;
    }

    /** An account's; empty when it has fewer than {@value #LEAST_PROMPTS} prompts. */
    static Optional<Interests> of(AccountView account, ContentSpace space) {
        int prompts = account.facts.withText();
        if (prompts < LEAST_PROMPTS) {
            return Optional.empty();
        }
        double[] mean = space.position(account);
        return Optional.of(new Interests(mean, space.variance(account, mean) + SMALLEST, prompts));
    }

    /** The mean of all prompts of some accounts. */
    static double[] centre(List<Interests> accounts) {
        double[] centre = new double[ContentSpace.DIMENSIONS];
        double weight = accounts.stream().mapToDouble(a -> a.prompts).sum();
        for (Interests account : accounts) {
            for (int d = 0; d < centre.length; d++) {
                centre[d] += account.mean[d] * account.prompts / weight;
            }
        }
        return centre;
    }

    /** About 0 when the prompts are dealt from the pile about {@code centre}, more when there are interests. */
    double logRatio(double[] centre) {
        double length = 0;
        for (int d = 0; d < centre.length; d++) {
            length += (mean[d] - centre[d]) * (mean[d] - centre[d]);
        }
        return Math.log(prompts * length / noise + SMALLEST);
    }

    /** How the accounts of a group spread: quantiles of how much a single prompt adds to the ratio. */
    static double[] spread(List<Interests> accounts, double[] centre) {
        double[] sorted = accounts.stream()
                .mapToDouble(a -> Math.max(0, Math.expm1(a.logRatio(centre)) / a.prompts))
                .sorted()
                .toArray();
        double[] quantiles = new double[sorted.length == 0 ? 1 : QUANTILES];
        for (int q = 0; q < quantiles.length && sorted.length > 0; q++) {
            quantiles[q] = sorted[(int) ((q + 0.5) / QUANTILES * sorted.length)];
        }
        return quantiles;
    }

    /** Log-density of the ratio if the account were one of a group that spreads so. */
    double logDensity(double[] centre, double[] spread) {
        double logRatio = logRatio(centre);
        double density = Arrays.stream(spread)
                .map(s -> normal(logRatio - Math.log1p(s * prompts)) / spread.length)
                .sum();
        return Math.log(density + SMALLEST);
    }

    /** Log-density of the ratio if the account's prompts were dealt from the pile; a ratio below 1 speaks no less for it. */
    double logDensityDealt(double[] centre) {
        return Math.log(normal(Math.max(0, logRatio(centre))) + SMALLEST);
    }

    private static double normal(double logRatio) {
        return Math.exp(-0.5 * logRatio * logRatio / (NOISE * NOISE)) / (NOISE * Math.sqrt(2 * Math.PI));
    }
}
