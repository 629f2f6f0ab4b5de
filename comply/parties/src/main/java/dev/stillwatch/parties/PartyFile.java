// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is entered of a party, as a file has it.
 *
 * @param facts to be added to those that are there
 * @param owners who holds it; added to the holdings that are there
 */
public record PartyFile(PartyId id, Party.Kind kind, Optional<List<Entered>> facts, Optional<List<Owner>> owners) {
    /** A fact before it is entered. */
    public record Entered(Claim claim, Basis basis, String evidence) {
        public Entered {
            Fact.requireEvidence(evidence);
        }
    }

    /** A holding in the party. */
    public record Owner(
            PartyId owner,
            Share share,
            OwnershipEdge.Interest interest,
            Basis basis,
            String evidence,
            Instant from,
            Optional<Instant> to) {}

    /**
     * Reads one party.
     *
     * @param name of the file, for messages
     * @throws StillwatchException if it is none; names the place
     */
    public static PartyFile read(String json, String name) {
        PartyFile file = PartyJson.read(json, PartyFile.class, name);
        try {
            file.holdings();
        } catch (StillwatchException e) {
            throw new StillwatchException(name + ", owners: " + e.getMessage(), e);
        }
        return file;
    }

    /** What is entered, at a time. */
    public List<Fact> facts(Instant at) {
        return facts.orElse(List.of()).stream()
                .map(entered -> Fact.of(entered.claim, entered.basis, entered.evidence, at))
                .toList();
    }

    /** Who holds it. */
    public List<OwnershipEdge> holdings() {
        return owners.orElse(List.of()).stream()
                .map(owner -> new OwnershipEdge(
                        owner.owner,
                        id,
                        owner.share,
                        owner.interest,
                        owner.basis,
                        owner.evidence,
                        owner.from,
                        owner.to))
                .toList();
    }
}
