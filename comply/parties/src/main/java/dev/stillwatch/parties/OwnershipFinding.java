// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.List;

/**
 * What blocked parties hold of an entity.
 *
 * @param blocked whether the entity is blocked itself, whoever owns it
 * @param half how their share compares with half
 * @param share what they hold together
 * @param counted the holdings that were summed up, and why each counts
 * @param unknown what is in nobody's hands as far as is known, in hundredths of a percent
 * @param contradicted whether holdings add up to more than the whole, so that some of them must be wrong
 */
public record OwnershipFinding(
        PartyId party,
        boolean blocked,
        Comparison half,
        Share share,
        List<Holding> counted,
        int unknown,
        boolean contradicted) {
    /** Why an owner's share counts. */
    public enum Why {
        BLOCKED,
        OWNED_BY_BLOCKED,
        PERHAPS_OWNED_BY_BLOCKED
    }

    /** A holding that counts. */
    public record Holding(OwnershipEdge edge, Why why) {}

    public OwnershipFinding {
        counted = List.copyOf(counted);
    }

    /** Whether owners who are not known could make it half: then nobody can say that it is not. */
    public boolean undecided() {
        return half == Comparison.CROSSES
                || (half == Comparison.BELOW && share.high() + unknown >= OwnershipRollUp.HALF);
    }
}
