// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * A customer, a beneficial owner, a recipient: whoever rules ask about.
 *
 * @param facts everything that was ever entered and not erased, in the order of entry
 */
public record Party(PartyId id, Kind kind, List<Fact> facts) {
    /** What a party is. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Kind {
        PERSON,
        ENTITY
    }

    public Party {
        facts = List.copyOf(facts);
    }

    /** What stood at a time. */
    public List<Fact> standing(Instant at) {
        return facts.stream().filter(fact -> fact.stood(at)).toList();
    }

    /** Claims of one kind that stood at a time. */
    public <C extends Claim> List<C> claims(Class<C> kind, Instant at) {
        return standing(at).stream()
                .map(Fact::claim)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** What it is called, at a time. */
    public Optional<String> name(Instant at) {
        return claims(Claim.Name.class, at).stream().findFirst().map(Claim.Name::text);
    }
}
