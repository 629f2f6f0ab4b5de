// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * That one party holds part of another.
 *
 * @param interest what is held; only ownership is summed up, control is shown beside it
 * @param evidence where it can be looked up; never empty
 * @param from from when on it is so
 * @param to until when, if it has ended
 */
public record OwnershipEdge(
        PartyId owner,
        PartyId owned,
        Share share,
        Interest interest,
        Basis basis,
        String evidence,
        Instant from,
        Optional<Instant> to) {
    /** What may be held in an entity. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Interest {
        /** Equity, which the rules of half and more sum up. */
        OWNERSHIP,
        /** Votes, seats or contracts without equity: substantial control makes a beneficial owner, not a blocked entity. */
        CONTROL
    }

    public OwnershipEdge {
        if (owner.equals(owned)) {
            throw new StillwatchException("party " + owner
                    + " cannot own itself; leave out own shares, and give the others' as parts of the rest");
        }
        Fact.requireEvidence(evidence);
        if (to.isPresent() && !to.get().isAfter(from)) {
            throw new StillwatchException("a holding cannot end before it begins");
        }
    }

    /** Whether it was so at a time. */
    public boolean held(Instant at) {
        return !from.isAfter(at) && to.map(at::isBefore).orElse(true);
    }
}
