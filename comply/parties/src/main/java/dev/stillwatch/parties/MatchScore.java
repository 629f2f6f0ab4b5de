// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.Locale;

/**
 * How much speaks for two records meaning one party, from 0 to 1.
 *
 * <p>Fitted such that about half of the labelled name pairs at 0.5 are one name. It is no chance that a customer is a
 * listed party: most people who share a listed name are somebody else.
 */
public record MatchScore(double value) implements Comparable<MatchScore> {
    public MatchScore {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a score lies between 0 and 1, not at " + value);
        }
    }

    static MatchScore ofLogOdds(double logOdds) {
        return new MatchScore(1 / (1 + Math.exp(-logOdds)));
    }

    public boolean reaches(MatchScore threshold) {
        return value >= threshold.value;
    }

    @Override
    public int compareTo(MatchScore other) {
        return Double.compare(value, other.value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
