// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.List;

/**
 * How a query and a listed party compare, and why.
 *
 * @param asked the query's name that compares best
 * @param listed the entry's name that compares best
 * @param evidence words first, then details
 * @param completeness which details could be compared; a high score without any rests on the name alone
 */
public record Match(
        MatchScore score,
        MatchBand band,
        String asked,
        ListedName listed,
        List<MatchEvidence> evidence,
        Completeness completeness) {
    public Match {
        evidence = List.copyOf(evidence);
    }

    /** Whether both sides had the detail. */
    public record Completeness(boolean kind, boolean birthDate, boolean country) {}
}
