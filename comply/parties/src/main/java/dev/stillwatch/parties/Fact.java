// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.Optional;

/**
 * A claim about a party, with what it rests on.
 *
 * @param evidence where that can be looked up: a document's number in the provider's archive, a register's entry; never empty
 * @param asserted when it was entered
 * @param withdrawn from when on it does not stand any more; what was decided on it before stays explained by it
 */
public record Fact(Claim claim, Basis basis, String evidence, Instant asserted, Optional<Instant> withdrawn) {
    public Fact {
        requireEvidence(evidence);
        if (withdrawn.isPresent() && withdrawn.get().isBefore(asserted)) {
            throw new StillwatchException("a fact cannot be withdrawn before it was entered");
        }
    }

    static void requireEvidence(String evidence) {
        if (evidence.isBlank() || evidence.length() > Claim.MOST_CHARACTERS) {
            throw new StillwatchException(
                    "everything that is entered needs its evidence: where it can be looked up, in 1" + " to "
                            + Claim.MOST_CHARACTERS + " characters");
        }
    }

    /** A fact that stands. */
    public static Fact of(Claim claim, Basis basis, String evidence, Instant asserted) {
        return new Fact(claim, basis, evidence, asserted, Optional.empty());
    }

    /** Whether it was known at a time, and not withdrawn. */
    public boolean stood(Instant at) {
        return !asserted.isAfter(at) && withdrawn.map(at::isBefore).orElse(true);
    }
}
