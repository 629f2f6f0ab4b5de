// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.parties.Claim;
import dev.stillwatch.parties.CountryCode;
import dev.stillwatch.parties.CustomerIdentification;
import dev.stillwatch.parties.OwnershipFinding;
import dev.stillwatch.parties.Party;
import dev.stillwatch.parties.PartyStanding;
import dev.stillwatch.parties.Screening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What rules on releases see of a request, its model and its party. Pure. */
public final class PartyFacts {
    private PartyFacts() {}

    /**
     * Gathers facts.
     *
     * @param screening of the party, up to date; empty if it was never screened
     * @param ownership what listed parties hold of it
     */
    public static ReleaseFacts of(
            ReleaseRequest request,
            Item item,
            Party party,
            Optional<Screening> screening,
            OwnershipFinding ownership,
            Instant at) {
        SortedMap<String, Object> known = new TreeMap<>();
        put(known, ReleaseFact.RELEASE_KIND, Optional.of(request.kind().label()));
        put(known, ReleaseFact.ITEM_MODEL, Optional.of(item.model()));
        put(known, ReleaseFact.ITEM_CLASSIFICATION, item.classification());
        put(known, ReleaseFact.ITEM_PUBLISHED, Optional.of(item.published()));
        put(known, ReleaseFact.ITEM_WEAKER_THAN_OPEN, item.weakerThanOpen());
        put(known, ReleaseFact.DESTINATION_COUNTRY, request.destination().map(CountryCode::value));
        put(known, ReleaseFact.CUSTODY_COUNTRIES, request.custody().map(each -> codes(List.copyOf(each))));
        put(known, ReleaseFact.CUSTODY_CONTROLS, Optional.of(List.copyOf(request.verifiedControls())));
        put(
                known,
                ReleaseFact.END_USE_FLAGS,
                request.endUse().flags().map(flags -> List.copyOf(ReleaseRequest.labels(flags, EndUseFlag::label))));
        party(known, party, at);
        put(known, ReleaseFact.PARTY_SCREENING, screening.map(each -> label(each.standing())));
        put(
                known,
                ReleaseFact.PARTY_OWNERSHIP,
                PartyStanding.half(party, ownership).map(PartyFacts::label));
        put(
                known,
                ReleaseFact.PARTY_LISTED_HOLD,
                Optional.of(!ownership.counted().isEmpty()));
        return new ReleaseFacts(
                request.id(),
                known,
                item.operations(),
                request.licences().orElse(List.of()),
                request.opinions().orElse(List.of()),
                screening.map(Screening::snapshots).orElse(List.of()),
                screening.flatMap(PartyFacts::validUntil));
    }

    private static void party(SortedMap<String, Object> known, Party party, Instant at) {
        put(known, ReleaseFact.PARTY_ID, Optional.of(party.id().value()));
        put(known, ReleaseFact.PARTY_KIND, Optional.of(label(party.kind())));
        put(
                known,
                ReleaseFact.PARTY_IDENTIFIED,
                Optional.of(CustomerIdentification.gaps(party, at).isEmpty()));
        put(
                known,
                ReleaseFact.PARTY_JURISDICTION,
                only(party, Claim.Jurisdiction.class, Claim.Jurisdiction::country, at));
        put(
                known,
                ReleaseFact.PARTY_HEADQUARTERS,
                only(party, Claim.Headquarters.class, Claim.Headquarters::country, at));
        put(
                known,
                ReleaseFact.PARTY_ULTIMATE_PARENT,
                only(party, Claim.UltimateParent.class, Claim.UltimateParent::country, at));
        List<String> nationalities =
                PartyStanding.verified(party, Claim.Nationality.class, Claim.Nationality::country, at);
        List<String> residences =
                PartyStanding.verified(party, Claim.PermanentResidence.class, Claim.PermanentResidence::country, at);
        if (!nationalities.isEmpty()) {
            put(known, ReleaseFact.PARTY_NATIONALITIES, Optional.of(nationalities));
        }
        if (!nationalities.isEmpty() || !residences.isEmpty()) {
            put(known, ReleaseFact.PARTY_RESIDENCES, Optional.of(residences));
        }
    }

    /** The one country that somebody else has verified; nothing where facts contradict each other. */
    private static <C extends Claim> Optional<String> only(
            Party party, Class<C> kind, Function<C, CountryCode> country, Instant at) {
        List<String> all = PartyStanding.verified(party, kind, country, at);
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    private static List<String> codes(List<CountryCode> countries) {
        TreeSet<String> codes = new TreeSet<>();
        countries.forEach(country -> codes.add(country.value()));
        return new ArrayList<>(codes);
    }

    private static Optional<Instant> validUntil(Screening screening) {
        return screening.findings().stream()
                .flatMap(finding -> finding.determination().stream())
                .map(made -> made.expires())
                .min(Instant::compareTo);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void put(SortedMap<String, Object> known, ReleaseFact fact, Optional<?> value) {
        value.ifPresent(each -> known.put(fact.path(), each));
    }
}
