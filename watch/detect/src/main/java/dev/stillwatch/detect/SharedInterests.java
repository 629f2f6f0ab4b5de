// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How typical of a group the interests of an account are: where all accounts of a group are dealt other people's prompts,
 * one with interests of its own is hardly of them. Immutable.
 */
final class SharedInterests {
    private static final double MOST = 2;

    private final double[] centre;
    private final double[] group;
    private final double[] others;

    private SharedInterests(double[] centre, double[] group, double[] others) {
        this.centre = centre;
        this.group = group;
        this.others = others;
    }

    /** Learns from {@code accounts}, of which those marked by their index are the group. */
    static SharedInterests learn(List<AccountView> accounts, BitSet inGroup, ContentSpace space) {
        List<Interests> group = new ArrayList<>();
        List<Interests> others = new ArrayList<>();
        for (AccountView account : accounts) {
            Interests.of(account, space).ifPresent(i -> (inGroup.get(account.index) ? group : others).add(i));
        }
        double[] centre = Interests.centre(group.isEmpty() ? others : group);
        return new SharedInterests(centre, Interests.spread(group, centre), Interests.spread(others, centre));
    }

    /** Log-odds, in nats, that an account's interests are those of the group's accounts; 0 where they do not show. */
    double logOdds(AccountView account, ContentSpace space) {
        return Interests.of(account, space)
                .map(i -> Math.clamp(i.logDensity(centre, group) - i.logDensity(centre, others), -MOST, MOST))
                .orElse(0.0);
    }
}
