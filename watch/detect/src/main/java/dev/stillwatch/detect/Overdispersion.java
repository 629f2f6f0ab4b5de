// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;

/**
 * How much more a group's accounts differ in content than draws from one common pile would.
 *
 * <p>1 when every account is dealt its prompts from the same pile, larger when each has interests of its own: the
 * spread of account means over the spread that sampling alone gives, the latter estimated from how far the prompts of each
 * account lie apart: the F ratio of a one-way analysis of variance (Fisher 1925), each account's variance counting once.
 * Dimensionless; relative error about sqrt(2 / (members * {@value ContentSpace#DIMENSIONS})).
 *
 * @param ratio the overdispersion
 * @param prompts the typical number of prompts per account, as in a one-way analysis of variance
 */
record Overdispersion(double ratio, double prompts) {
    /** Of one prompt nobody can tell how far an account's prompts lie apart. */
    private static final int LEAST_PROMPTS = 2;

    private static final int LEAST_MEMBERS = 4;
    private static final Overdispersion UNKNOWN = new Overdispersion(Double.NaN, Double.NaN);

    /** Whether enough members have enough prompts to measure it: {@value #LEAST_MEMBERS} with {@value #LEAST_PROMPTS}. */
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
        List<AccountView> known =
                group.stream().filter(a -> a.facts.withText() >= LEAST_PROMPTS).toList();
        int members = known.size();
        double[][] positions = new double[members][];
        double[] variances = new double[members];
        space.parallel().forEach(members, i -> {
            positions[i] = space.position(known.get(i));
            variances[i] = space.variance(known.get(i), positions[i]);
        });
        for (int i = 0; i < members; i++) {
            // Weighted by volume: an account of two prompts says little about whether it has interests.
            int n = known.get(i).facts.withText();
            double length = 0;
            for (int d = 0; d < centre.length; d++) {
                centre[d] += n * positions[i][d];
                length += positions[i][d] * positions[i][d];
            }
            squares += n * length;
            noise += variances[i];
            weight += n;
            volumes += (double) n * n;
        }
        if (members < LEAST_MEMBERS || noise == 0) {
            return UNKNOWN;
        }
        for (double c : centre) {
            squares -= c * c / weight;
        }
        double typical = (weight - volumes / weight) / (members - 1);
        return new Overdispersion(squares / noise * members / (members - 1), typical);
    }
}
