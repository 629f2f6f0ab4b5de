// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.parties.ListedName.Strength;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Denied Persons List: 12 columns between tabs; it numbers nobody and does not say who is a person. */
final class DeniedPersonsText {
    private static final int COLUMNS = 12;
    private static final Pattern ALIAS =
            Pattern.compile("\\(\\s*[AFN]\\.?K\\.?A\\.?:?\\s+([^)]+)\\)", Pattern.CASE_INSENSITIVE);

    private DeniedPersonsText() {}

    static ParsedList parse(ListFile file) throws ListFile.Unusable {
        ListRows rows = ListRows.read(file, '\t', COLUMNS, null);
        boolean header =
                !rows.rows().isEmpty() && rows.rows().getFirst().field(0).equalsIgnoreCase("Name");
        if (!header || rows.rows().getFirst().fields().size() != COLUMNS) {
            throw new ListFile.Unusable(
                    file.name(),
                    "its first line does not name the 12 columns of the Denied Persons List between tabs",
                    "Fetch the list as tab-separated text.");
        }
        List<ListProblem> problems = new ArrayList<>(rows.problems());
        List<ListEntry> entries = new ArrayList<>();
        for (ListRow row : rows.rows().subList(1, rows.rows().size())) {
            if (row.field(0).isEmpty()) {
                problems.add(
                        new ListProblem(file.name(), row.line(), "the row has no name, so nothing to screen", false));
                continue;
            }
            entries.add(entry(row));
        }
        return new ParsedList(entries, problems);
    }

    private static ListEntry entry(ListRow row) {
        Map<String, ListedName> names = new LinkedHashMap<>();
        Matcher alias = ALIAS.matcher(row.field(0));
        String without = alias.replaceAll(" ").replaceAll("\\s+", " ").strip();
        String primary = without.isEmpty() ? row.field(0) : without;
        names.put(primary, new ListedName(primary, Strength.PRIMARY));
        alias.reset();
        while (alias.find()) {
            String text = alias.group(1).strip();
            if (!text.isEmpty()) {
                names.putIfAbsent(text, new ListedName(text, Strength.STRONG));
            }
        }
        String country = CountryNames.of(row.field(4));
        return new ListEntry(
                ListSource.DENIED_PERSONS,
                "line " + row.line(),
                EntryKind.UNKNOWN,
                List.copyOf(names.values()),
                country.isEmpty() ? Set.of() : Set.of(country),
                List.of(),
                List.of(),
                "",
                "",
                "denied from " + row.field(6) + " to " + row.field(7) + "; " + row.field(10) + "; " + row.field(11));
    }
}
