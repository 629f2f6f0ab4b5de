// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * What people decided about a party and an entry of an official list, on what, and for how long.
 *
 * @param entry the list and the entry's id, as {@code OFAC_SDN:36}
 * @param reason in words, for whoever has to answer for it
 * @param deciders who decided; two for a match that is let through
 * @param expires from when on it must be decided anew
 * @param factsHash of what was known of the party then, see {@link FactsHash}
 * @param entryHash of what the list said then
 * @param snapshots hashes of the lists that were screened against; never empty
 */
public record Determination(
        PartyId party,
        String entry,
        Outcome outcome,
        String reason,
        Set<String> deciders,
        Instant decided,
        Instant expires,
        String factsHash,
        String entryHash,
        List<String> snapshots) {
    /** What was decided. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Outcome {
        /** Somebody else. */
        DIFFERENT,
        /** The party is the one listed. */
        SAME,
        /** The party is the one listed, and may be served under a licence or exception. */
        SAME_AUTHORISED
    }

    public Determination {
        deciders = Set.copyOf(deciders);
        snapshots = List.copyOf(snapshots);
        if (reason.isBlank()) {
            throw new StillwatchException("a determination needs its reason");
        }
        if (deciders.isEmpty() || (outcome == Outcome.SAME_AUTHORISED && deciders.size() < 2)) {
            throw new StillwatchException(
                    "a determination needs who decided, and two people where a listed party is let through");
        }
        if (!expires.isAfter(decided)) {
            throw new StillwatchException("a determination must expire, after it was made");
        }
        if (factsHash.isBlank() || entryHash.isBlank() || snapshots.isEmpty()) {
            throw new StillwatchException(
                    "a determination holds what it was made on: the facts, the entry and the lists' snapshots");
        }
    }

    /**
     * Whether it still decides: neither expired, nor has what it was made on changed. Other lists or other entries do not
     * matter to it.
     */
    public boolean holds(String factsNow, String entryNow, Instant at) {
        return at.isBefore(expires) && factsHash.equals(factsNow) && entryHash.equals(entryNow);
    }
}
