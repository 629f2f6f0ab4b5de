// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * What screening says of a party, together with what people decided on it.
 *
 * @param factsHash of what was known of the party
 * @param snapshots hashes of the lists, in order, and which of them were cut off; never empty
 * @param findings entries that were found, the best match first
 */
public record Screening(
        PartyId party,
        Instant at,
        String factsHash,
        List<String> snapshots,
        String algorithm,
        double threshold,
        List<Finding> findings) {
    private static final String CUT_OFF = " cut off";

    /** Where a party stands. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Standing {
        /** Nobody listed is like it, or all that are were found to be somebody else. That proves nothing of its owners. */
        CLEAR,
        /** Listed, and let through under a licence or exception. */
        AUTHORISED,
        /** Like somebody listed, and not decided, or not any more. */
        OPEN,
        /** Found to be somebody listed. */
        LISTED
    }

    /**
     * An entry that is like the party.
     *
     * @param entry the list and the entry's id, as determinations name it
     * @param name of the entry that matches best
     * @param evidence what speaks for and against, in words
     * @param onNameAlone whether neither birth nor country could be compared
     * @param determination what was decided, if that still holds
     */
    public record Finding(
            String entry,
            String entryHash,
            String list,
            String name,
            double score,
            List<String> evidence,
            boolean onNameAlone,
            Optional<Determination> determination) {
        Standing standing() {
            return determination
                    .map(made -> switch (made.outcome()) {
                        case DIFFERENT -> Standing.CLEAR;
                        case SAME -> Standing.LISTED;
                        case SAME_AUTHORISED -> Standing.AUTHORISED;
                    })
                    .orElse(Standing.OPEN);
        }
    }

    public Screening {
        snapshots = List.copyOf(snapshots);
        findings = List.copyOf(findings);
        if (snapshots.isEmpty()) {
            throw new StillwatchException("a screening needs the lists that it was made against");
        }
    }

    /**
     * Screens a party by all names that stand. Pure.
     *
     * @param decided what was decided of it so far, in order; the latest on an entry counts, as long as it holds
     * @throws StillwatchException if the party has no name, or no list is loaded
     */
    public static Screening of(
            Party party, List<Determination> decided, ScreeningIndex index, MatchScore threshold, Instant at) {
        String facts = FactsHash.of(party, at);
        ScreeningResult result = index.screen(query(party, at), threshold);
        List<Finding> findings = new ArrayList<>();
        for (ScreeningHit hit : result.hits()) {
            String entry = hit.entry().source() + ":" + hit.entry().id();
            String hash = hash(hit.entry());
            findings.add(new Finding(
                    entry,
                    hash,
                    hit.entry().source().title(),
                    hit.match().listed().text(),
                    hit.match().score().value(),
                    hit.match().evidence().stream()
                            .map(each -> each.side().name().toLowerCase(Locale.ROOT) + ": " + each.text())
                            .toList(),
                    !hit.match().completeness().birthDate()
                            && !hit.match().completeness().country(),
                    decided.stream()
                            .filter(made -> made.entry().equals(entry))
                            .reduce((_, later) -> later)
                            .filter(made -> made.holds(facts, hash, at))));
        }
        return new Screening(
                party.id(),
                at,
                facts,
                hashes(index),
                result.algorithm() + " " + result.version(),
                threshold.value(),
                findings);
    }

    private static ScreeningQuery query(Party party, Instant at) {
        List<String> names = new ArrayList<>();
        Set<String> countries = new TreeSet<>();
        List<DateInterval> born = new ArrayList<>();
        for (Fact fact : party.standing(at)) {
            switch (fact.claim()) {
                case Claim.Name(String text) -> names.addFirst(text);
                case Claim.Alias(String text) -> names.add(text);
                case Claim.Born(var day) -> born.add(DateInterval.day(day));
                case Claim.Nationality(CountryCode country) -> countries.add(country.value());
                case Claim.PermanentResidence(CountryCode country) -> countries.add(country.value());
                case Claim.Jurisdiction(CountryCode country) -> countries.add(country.value());
                case Claim.Headquarters(CountryCode country) -> countries.add(country.value());
                case Claim.Address address -> countries.add(address.country().value());
                case Claim.UltimateParent _,
                        Claim.Registration _,
                        Claim.Email _,
                        Claim.Telephone _,
                        Claim.Payment _,
                        Claim.Access _,
                        Claim.Account _,
                        Claim.Reseller _ -> {}
            }
        }
        if (names.isEmpty()) {
            throw new StillwatchException("party " + party.id() + " has no name to screen; enter one");
        }
        EntryKind kind = switch (party.kind()) {
            case PERSON -> EntryKind.PERSON;
            case ENTITY -> EntryKind.ENTITY;
        };
        return new ScreeningQuery(names, kind, born, countries);
    }

    /** What identifies the state of all lists. */
    static List<String> hashes(ScreeningIndex index) {
        return index.snapshots().stream()
                .map(snapshot -> snapshot.source() + " " + snapshot.sha256() + (snapshot.complete() ? "" : CUT_OFF))
                .sorted()
                .toList();
    }

    /** Of everything that decides whether an entry is somebody; the order of what a list gives does not matter. */
    private static String hash(ListEntry entry) {
        return FactsHash.sha256(entry.source() + "\n" + entry.id() + "\n" + entry.kind() + "\n"
                + entry.names().stream().map(ListedName::text).sorted().collect(Collectors.joining("\n")) + "\n"
                + new TreeSet<>(entry.countries()) + "\n"
                + entry.birthDates().stream()
                        .map(DateInterval::toString)
                        .sorted()
                        .toList());
    }

    /** The gravest of what its findings say. */
    public Standing standing() {
        return findings.stream()
                .map(Finding::standing)
                .max(Comparator.naturalOrder())
                .orElse(Standing.CLEAR);
    }

    /** Lists that were cut off: who stands in what was missing was not looked for. */
    public List<String> cutOff() {
        return snapshots.stream()
                .filter(hash -> hash.endsWith(CUT_OFF))
                .map(hash -> hash.substring(0, hash.indexOf(' ')))
                .toList();
    }

    /** Whether it has to be made anew: lists, facts or what decided it have changed, or a determination has expired. */
    public boolean stale(Party party, ScreeningIndex index, Instant now) {
        return !snapshots.equals(hashes(index))
                || !factsHash.equals(FactsHash.of(party, now))
                || findings.stream()
                        .flatMap(finding -> finding.determination().stream())
                        .anyMatch(made -> !now.isBefore(made.expires()));
    }
}
