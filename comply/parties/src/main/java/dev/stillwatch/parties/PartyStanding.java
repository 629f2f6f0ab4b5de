// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What policy may ask of an account's holder: whether it is identified, how screening and owners stand, its countries.
 *
 * <p>Holds numbers, standing and countries, no names. A value that is not known is not there.
 *
 * @param account as reports name it
 * @param opened when it was opened
 * @param attributes by name: {@code party}; {@code identified} (yes, no); {@code screening} (clear, authorised, open, listed);
 *     {@code listed_owners} (below, crosses, above half); {@code jurisdiction}, {@code headquarters}, {@code ultimate_parent},
 *     {@code nationality}, {@code residence} as far as somebody other than the party has verified them, several with a space
 *     between
 */
public record PartyStanding(String account, Instant opened, SortedMap<String, String> attributes) {
    public PartyStanding {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** Of every account of a party. Pure. */
    public static List<PartyStanding> of(Party party, PartyReview review, Instant at) {
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("party", party.id().value());
        attributes.put("identified", CustomerIdentification.gaps(party, at).isEmpty() ? "yes" : "no");
        review.screening(party.id()).ifPresent(screening -> attributes.put("screening", label(screening.standing())));
        half(party, review.rollUp().of(party.id())).ifPresent(half -> attributes.put("listed_owners", label(half)));
        put(attributes, "jurisdiction", verified(party, Claim.Jurisdiction.class, Claim.Jurisdiction::country, at));
        put(attributes, "headquarters", verified(party, Claim.Headquarters.class, Claim.Headquarters::country, at));
        put(
                attributes,
                "ultimate_parent",
                verified(party, Claim.UltimateParent.class, Claim.UltimateParent::country, at));
        put(attributes, "nationality", verified(party, Claim.Nationality.class, Claim.Nationality::country, at));
        put(
                attributes,
                "residence",
                verified(party, Claim.PermanentResidence.class, Claim.PermanentResidence::country, at));
        return party.claims(Claim.Account.class, at).stream()
                .map(account -> new PartyStanding(account.account(), account.opened(), attributes))
                .toList();
    }

    /**
     * How the share that listed parties hold compares with half; empty where nothing that they hold is known, and half or more
     * of an entity is in unknown hands.
     */
    public static Optional<Comparison> half(Party party, OwnershipFinding ownership) {
        boolean open = party.kind() == Party.Kind.ENTITY && ownership.undecided();
        if (!open || ownership.half() != Comparison.BELOW) {
            return Optional.of(ownership.half());
        }
        return ownership.counted().isEmpty() ? Optional.empty() : Optional.of(Comparison.CROSSES);
    }

    /** Countries that somebody other than the party stands for, in order, each once. */
    public static <C extends Claim> List<String> verified(
            Party party, Class<C> kind, Function<C, CountryCode> country, Instant at) {
        return List.copyOf(new TreeSet<>(party.standing(at).stream()
                .filter(fact -> fact.basis().verified())
                .map(Fact::claim)
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(country)
                .map(CountryCode::value)
                .toList()));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void put(SortedMap<String, String> attributes, String name, List<String> countries) {
        if (!countries.isEmpty()) {
            attributes.put(name, String.join(" ", countries));
        }
    }
}
