// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is looked for.
 *
 * @param names at least one; further ones are aliases or the name in other scripts
 * @param kind UNKNOWN compares with every kind
 * @param countries names or codes; kept as {@link ListEntry#countries} has them
 */
public record ScreeningQuery(List<String> names, EntryKind kind, List<DateInterval> birthDates, Set<String> countries) {
    public ScreeningQuery {
        names = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        birthDates = List.copyOf(birthDates);
        countries = countries.stream()
                .map(CountryNames::of)
                .filter(country -> !country.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a query needs a name");
        }
    }

    public static ScreeningQuery of(String name, EntryKind kind) {
        return new ScreeningQuery(List.of(name), kind, List.of(), Set.of());
    }
}
