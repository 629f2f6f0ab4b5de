// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All parties of a store with screenings that are up to date, and whose they are: what decisions rest on.
 *
 * @param made screenings that had to be made anew, in the order of the parties
 * @param latest the screening of each party that was ever screened
 * @param rollUp what listed parties hold
 */
public record PartyReview(List<Screening> made, Map<PartyId, Screening> latest, OwnershipRollUp rollUp) {
    public PartyReview {
        made = List.copyOf(made);
        latest = Map.copyOf(latest);
    }

    /**
     * Screens the parties whose screening is out of date, keeps what comes out, and sums up owners.
     *
     * @param parties of the store, whom to screen
     * @param again whether also those whose screening is up to date
     */
    public static PartyReview of(
            PartyStore store,
            List<Party> parties,
            ScreeningIndex index,
            MatchScore threshold,
            boolean again,
            Instant now) {
        List<Screening> made = new ArrayList<>();
        for (Party party : parties) {
            Optional<Screening> before = store.screening(party.id());
            boolean upToDate = before.filter(kept -> kept.threshold() == threshold.value())
                    .filter(kept -> !kept.stale(party, index, now))
                    .isPresent();
            if (again || !upToDate) {
                Screening screening = Screening.of(party, store.determinations(party.id()), index, threshold, now);
                store.keep(screening);
                made.add(screening);
            }
        }
        Map<PartyId, Screening> latest = new TreeMap<>();
        store.parties().forEach(id -> store.screening(id).ifPresent(screening -> latest.put(id, screening)));
        OwnershipRollUp rollUp = OwnershipRollUp.of(
                store.holdings(),
                latest.values().stream()
                        .filter(each -> each.standing() == Screening.Standing.LISTED)
                        .map(Screening::party)
                        .collect(Collectors.toSet()),
                now);
        return new PartyReview(made, latest, rollUp);
    }

    /** A party's screening; empty if it was never screened. */
    public Optional<Screening> screening(PartyId party) {
        return Optional.ofNullable(latest.get(party));
    }
}
