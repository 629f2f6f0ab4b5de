// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.List;
import java.util.Set;

/**
 * One party on an official list.
 *
 * @param id as the list's publisher numbers it; unique within a source
 * @param names at least one; the primary one first where the list has one
 * @param countries ISO 3166 two-letter codes where the list's word is known, else that word in capitals
 * @param birthDates every one given; a party may have several
 * @param licenceRequirement for what a licence is needed, in the list's words; empty if it does not say
 * @param licencePolicy how applications are judged, in the list's words; empty if it does not say
 */
public record ListEntry(
        ListSource source,
        String id,
        EntryKind kind,
        List<ListedName> names,
        Set<String> countries,
        List<DateInterval> birthDates,
        List<String> programs,
        String licenceRequirement,
        String licencePolicy,
        String remarks) {
    public ListEntry {
        names = List.copyOf(names);
        countries = Set.copyOf(countries);
        birthDates = List.copyOf(birthDates);
        programs = List.copyOf(programs);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("entry " + id + " needs a name");
        }
    }

    public String primaryName() {
        return names.getFirst().text();
    }
}
