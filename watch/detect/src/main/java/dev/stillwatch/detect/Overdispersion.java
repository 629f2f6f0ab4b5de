// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;

/**
 * How much more a group's accounts differ in content than draws from one common pile would.
 *
 * <p>1 when every account is dealt its prompts from the same pile, larger when each has interests of its own: the
 * spread of account means over the spread that sampling alone gives, the latter estimated from the difference between
 * two random halves of each account. Dimensionless; relative error about sqrt(2 / (members * {@value
 * ContentSpace#DIMENSIONS})).
 *
 * @param ratio the overdispersion
 * @param prompts the typical number of prompts per account, as in a one-way analysis of variance
 */
record Overdispersion(double ratio, double prompts) {
    private static final Overdispersion UNKNOWN = new Overdispersion(Double.NaN, Double.NaN);

    /** Whether enough members have prompts in both halves to measure it: 4. */
    boolean known() {
        return !Double.isNaN(ratio);
    }

    /**
     * The overdispersion that accounts as different from each other as these would show at another volume: the more
     * prompts an account has, the better its interests show.
     */
    double atVolume(double otherPrompts) {
        return 1 + (ratio - 1) * otherPrompts / prompts;
    }

    /** The overdispersion of a group in a content space. */
    static Overdispersion of(List<AccountView> group, ContentSpace space) {
        double[] centre = new double[ContentSpace.DIMENSIONS];
        double weight = 0;
        double noise = 0;
        double volumes = 0;
        double squares = 0;
        int members = 0;
        List<AccountView> known = group.stream()
                .filter(a -> ContentSpace.prompts(a, 0) > 0 && ContentSpace.prompts(a, 1) > 0)
                .toList();
        double[][][] positions = new double[known.size()][2][];
        space.parallel().forEach(positions.length, i -> {
            positions[i][0] = space.position(known.get(i), 0);
            positions[i][1] = space.position(known.get(i), 1);
        });
        for (int i = 0; i < positions.length; i++) {
            int first = ContentSpace.prompts(known.get(i), 0);
            int second = ContentSpace.prompts(known.get(i), 1);
            // Weighted by volume: an account of two prompts says little about whether it has interests.
            int n = first + second;
            double[] a = positions[i][0];
            double[] b = positions[i][1];
            double halves = 0;
            double length = 0;
            for (int d = 0; d < centre.length; d++) {
                double mean = (a[d] * first + b[d] * second) / n;
                centre[d] += n * mean;
                length += mean * mean;
                halves += (a[d] - b[d]) * (a[d] - b[d]);
            }
            squares += n * length;
            noise += halves * first * second / n;
            weight += n;
            volumes += (double) n * n;
            members++;
        }
        if (members < 4 || noise == 0) {
            return UNKNOWN;
        }
        for (double c : centre) {
            squares -= c * c / weight;
        }
        double typical = (weight - volumes / weight) / (members - 1);
        return new Overdispersion(squares / noise * members / (members - 1), typical);
    }
}
