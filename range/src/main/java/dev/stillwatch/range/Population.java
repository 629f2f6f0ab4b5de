// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Probability;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The benign accounts of a scenario.
 *
 * @param accounts how many, 0 or more
 * @param shares share of each kind; what is left over are {@link Kind#PERSON}
 * @param resellersDeclare whether resellers tell the provider which organisation their accounts belong to
 * @param personRate median of a person's exchanges an hour, around which people differ widely
 */
public record Population(int accounts, Map<Kind, Probability> shares, boolean resellersDeclare, HourlyRate personRate) {

    public Population {
        if (accounts < 0) {
            throw new IllegalArgumentException("population of " + accounts + " accounts");
        }
        Objects.requireNonNull(personRate, "personRate is null");
        shares = Map.copyOf(shares);
        if (shares.containsKey(Kind.CAMPAIGN) || shares.containsKey(Kind.PERSON)) {
            throw new IllegalArgumentException("shares are of benign kinds other than people, who are what is left");
        }
        if (shares.values().stream().mapToDouble(Probability::value).sum() > 1 + 1e-9) {
            throw new IllegalArgumentException("shares of the benign kinds sum to more than 1");
        }
    }

    /** The shares used unless a scenario says otherwise. */
    public static Map<Kind, Probability> defaultShares() {
        Map<Kind, Probability> shares = new EnumMap<>(Kind.class);
        shares.put(Kind.APPLICATION, new Probability(0.12));
        shares.put(Kind.ORGANISATION, new Probability(0.08));
        shares.put(Kind.RESELLER, new Probability(0.03));
        shares.put(Kind.CLASS, new Probability(0.02));
        shares.put(Kind.EVALUATION, new Probability(0.005));
        shares.put(Kind.VIRAL, new Probability(0.04));
        shares.put(Kind.AGENT_FRAMEWORK, new Probability(0.05));
        shares.put(Kind.NEWCOMER, new Probability(0.01));
        shares.put(Kind.LAUNCH_WAVE, new Probability(0.025));
        return shares;
    }

    /** How many accounts of a benign kind there are: the share rounded down, people filling up. */
    public int count(Kind kind) {
        if (kind == Kind.PERSON) {
            int others = 0;
            for (Kind other : shares.keySet()) {
                others += count(other);
            }
            return accounts - others;
        }
        Probability share = shares.get(kind);
        return share == null ? 0 : (int) (accounts * share.value());
    }
}
