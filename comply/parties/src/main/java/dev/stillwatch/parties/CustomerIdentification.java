// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a customer identification program asks of a customer, and what of it is still missing.
 *
 * <p>The fields are those of 89 FR 5698 (proposed 15 CFR 7.302(d)): proposed, not in force, and read in secondary sources; a
 * provider may require them of its own accord. Pure.
 */
public final class CustomerIdentification {
    private CustomerIdentification() {}

    /** One thing to be known. */
    public enum Field {
        NAME(true),
        ADDRESS(true),
        /** Of an entity: where it is registered; of a person: nationality. Decides whether the customer is foreign. */
        JURISDICTION(true),
        ACCOUNT_OPENED(false),
        PAYMENT(true),
        EMAIL(false),
        TELEPHONE(false),
        ACCESS(false);

        private final boolean toBeVerified;

        Field(boolean toBeVerified) {
            this.toBeVerified = toBeVerified;
        }
    }

    /** Which field a claim answers. */
    private static Optional<Field> answered(Claim claim) {
        return switch (claim) {
            case Claim.Name _ -> Optional.of(Field.NAME);
            case Claim.Address _ -> Optional.of(Field.ADDRESS);
            case Claim.Jurisdiction _, Claim.Nationality _, Claim.PermanentResidence _ ->
                Optional.of(Field.JURISDICTION);
            case Claim.Account _ -> Optional.of(Field.ACCOUNT_OPENED);
            case Claim.Payment _ -> Optional.of(Field.PAYMENT);
            case Claim.Email _ -> Optional.of(Field.EMAIL);
            case Claim.Telephone _ -> Optional.of(Field.TELEPHONE);
            case Claim.Access _ -> Optional.of(Field.ACCESS);
            case Claim.Alias _,
                    Claim.Born _,
                    Claim.Headquarters _,
                    Claim.UltimateParent _,
                    Claim.Registration _,
                    Claim.Reseller _ -> Optional.empty();
        };
    }

    /** What is wrong with a field. */
    public enum Why {
        /** Nothing is known. */
        MISSING,
        /** Only the party says so. */
        UNVERIFIED
    }

    /** A field that does not do yet. */
    public record Gap(Field field, Why why) {}

    /** What does not do at a time, in the order of the fields; empty when identification is complete. */
    public static List<Gap> gaps(Party party, Instant at) {
        List<Gap> gaps = new ArrayList<>();
        for (Field field : Field.values()) {
            List<Fact> answers = party.standing(at).stream()
                    .filter(fact -> answered(fact.claim()).equals(Optional.of(field)))
                    .toList();
            if (answers.isEmpty()) {
                gaps.add(new Gap(field, Why.MISSING));
            } else if (field.toBeVerified
                    && answers.stream().noneMatch(fact -> fact.basis().verified())) {
                gaps.add(new Gap(field, Why.UNVERIFIED));
            }
        }
        return gaps;
    }

    /**
     * Whether the party is foreign to a country, as far as is known by somebody other than itself: a national, resident or
     * registered elsewhere and not there. Nothing if nobody has verified it.
     */
    public static Optional<Boolean> foreign(Party party, CountryCode home, Instant at) {
        List<CountryCode> countries = party.standing(at).stream()
                .filter(fact -> fact.basis().verified())
                .flatMap(fact -> country(fact.claim()).stream())
                .toList();
        return countries.isEmpty() ? Optional.empty() : Optional.of(!countries.contains(home));
    }

    private static Optional<CountryCode> country(Claim claim) {
        return switch (claim) {
            case Claim.Nationality(CountryCode country) -> Optional.of(country);
            case Claim.PermanentResidence(CountryCode country) -> Optional.of(country);
            case Claim.Jurisdiction(CountryCode country) -> Optional.of(country);
            default -> Optional.empty();
        };
    }

    /**
     * Until when records are to be kept: this long after the account was closed or last used, whichever is later; nothing while
     * the party may still use it.
     *
     * @param after two years under the proposed rule; a parameter, since other rules say five or seven
     */
    public static Optional<Instant> keepUntil(Optional<Instant> closed, Party party, Duration after) {
        Optional<Instant> used = party.facts().stream()
                .map(Fact::claim)
                .filter(Claim.Access.class::isInstance)
                .map(claim -> ((Claim.Access) claim).at())
                .max(Instant::compareTo);
        return closed.map(end -> used.filter(end::isBefore).orElse(end).plus(after));
    }
}
