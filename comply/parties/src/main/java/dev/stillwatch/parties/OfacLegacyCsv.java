// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.parties.ListedName.Strength;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OFAC's legacy set of three files; birth dates, nationalities and weak aliases stand in free remarks. */
final class OfacLegacyCsv {
    private static final int ENTRY_COLUMNS = 12;
    private static final int ALIAS_COLUMNS = 5;
    private static final int ADDRESS_COLUMNS = 6;
    private static final Pattern BIRTH = Pattern.compile("(?:^|;)\\s*(?:alt\\. )?DOB ([^;]+?)\\.?\\s*(?=;|$)");
    private static final Pattern COUNTRY =
            Pattern.compile("(?:^|;)\\s*(?:alt\\. )?(?:nationality|citizen) ([^;]+?)\\.?\\s*(?=;|$)");
    private static final Pattern BIRTH_PLACE =
            Pattern.compile("(?:^|;)\\s*(?:alt\\. )?POB (?:[^;]*, )?([^;,]+?)\\.?\\s*(?=;|$)");
    private static final Pattern WEAK = Pattern.compile("[afn]\\.k\\.a\\. '(.+?)'(?=[;.]|$)");

    private OfacLegacyCsv() {}

    static ParsedList parse(ListFile entryFile, ListFile aliasFile, ListFile addressFile) throws ListFile.Unusable {
        ListRows entryRows = ListRows.read(entryFile, ',', ENTRY_COLUMNS, null);
        ListRows aliasRows = ListRows.read(aliasFile, ',', ALIAS_COLUMNS, null);
        ListRows addressRows = ListRows.read(addressFile, ',', ADDRESS_COLUMNS, null);
        refuseOthers(entryFile, entryRows, ENTRY_COLUMNS);
        refuseOthers(aliasFile, aliasRows, ALIAS_COLUMNS);
        refuseOthers(addressFile, addressRows, ADDRESS_COLUMNS);
        List<ListProblem> problems = new ArrayList<>(entryRows.problems());
        problems.addAll(aliasRows.problems());
        problems.addAll(addressRows.problems());

        Map<String, List<ListRow>> aliases = byEntry(aliasRows.rows());
        Map<String, List<ListRow>> addresses = byEntry(addressRows.rows());
        Map<String, ListEntry> entries = new LinkedHashMap<>();
        for (ListRow row : entryRows.rows()) {
            if (row.field(1).isEmpty()) {
                problems.add(new ListProblem(
                        entryFile.name(), row.line(), "the row has no name, so nothing to screen", false));
                continue;
            }
            String id = row.field(0).isEmpty() ? "line " + row.line() : row.field(0);
            ListEntry entry = entry(
                    row,
                    id,
                    aliases.getOrDefault(id, List.of()),
                    addresses.getOrDefault(id, List.of()),
                    entryFile,
                    problems);
            if (entries.containsKey(id)) {
                problems.add(new ListProblem(
                        entryFile.name(), row.line(), "the number " + id + " stands twice; both are kept", false));
                id = id + " line " + row.line();
            }
            entries.put(id, entry);
        }
        aliases.forEach((id, rows) -> {
            if (!entries.containsKey(id)) {
                orphan(id, rows, aliasFile, problems, entries);
            }
        });
        return new ParsedList(List.copyOf(entries.values()), problems);
    }

    private static void refuseOthers(ListFile file, ListRows rows, int columns) throws ListFile.Unusable {
        if (rows.rows().stream().noneMatch(row -> row.fields().size() == columns)) {
            throw new ListFile.Unusable(
                    file.name(),
                    "no row has the " + columns + " columns of this file of OFAC's",
                    "Check that it is the right file, or fetch it again.");
        }
    }

    private static Map<String, List<ListRow>> byEntry(List<ListRow> rows) {
        Map<String, List<ListRow>> byEntry = new LinkedHashMap<>();
        rows.forEach(row ->
                byEntry.computeIfAbsent(row.field(0), _ -> new ArrayList<>()).add(row));
        return byEntry;
    }

    private static ListEntry entry(
            ListRow row,
            String id,
            List<ListRow> aliases,
            List<ListRow> addresses,
            ListFile file,
            List<ListProblem> problems) {
        String remarks = row.field(11);
        Map<String, ListedName> names = new LinkedHashMap<>();
        add(names, row.field(1), Strength.PRIMARY);
        aliases.forEach(alias -> add(names, alias.field(3), Strength.STRONG));
        Matcher weak = WEAK.matcher(remarks);
        while (weak.find()) {
            add(names, weak.group(1), Strength.WEAK);
        }
        Set<String> countries = new LinkedHashSet<>();
        addresses.forEach(address -> countries.add(CountryNames.of(address.field(4))));
        for (Pattern pattern : List.of(COUNTRY, BIRTH_PLACE)) {
            Matcher country = pattern.matcher(remarks);
            while (country.find()) {
                countries.add(CountryNames.of(country.group(1)));
            }
        }
        countries.remove("");
        List<DateInterval> births = new ArrayList<>();
        Matcher birth = BIRTH.matcher(remarks);
        while (birth.find()) {
            String text = birth.group(1);
            DateInterval.parse(text)
                    .ifPresentOrElse(
                            births::add,
                            () -> problems.add(new ListProblem(
                                    file.name(),
                                    row.line(),
                                    "the birth date '" + text + "' is not understood; it is left out",
                                    false)));
        }
        List<String> programs = List.of(row.field(3).split("\\] \\[|; "));
        return new ListEntry(
                ListSource.SDN,
                id,
                row.field(2).isEmpty() && row.fields().size() == ENTRY_COLUMNS
                        ? EntryKind.ENTITY
                        : EntryKind.of(row.field(2)),
                List.copyOf(names.values()),
                countries,
                births,
                programs,
                "",
                "",
                remarks);
    }

    private static void add(Map<String, ListedName> names, String text, Strength strength) {
        if (!text.isBlank()) {
            names.putIfAbsent(text, new ListedName(text, strength));
        }
    }

    /** An alias whose entry is missing is screened as an entry of its own rather than lost. */
    private static void orphan(
            String id, List<ListRow> rows, ListFile file, List<ListProblem> problems, Map<String, ListEntry> entries) {
        Map<String, ListedName> names = new LinkedHashMap<>();
        rows.forEach(row -> add(names, row.field(3), Strength.STRONG));
        problems.add(new ListProblem(
                file.name(),
                rows.getFirst().line(),
                "no entry has the number " + id + "; its " + names.size() + " names are kept as an entry of their own",
                false));
        if (!names.isEmpty()) {
            entries.put(
                    id,
                    new ListEntry(
                            ListSource.SDN,
                            id,
                            EntryKind.UNKNOWN,
                            List.copyOf(names.values()),
                            Set.of(),
                            List.of(),
                            List.of(),
                            "",
                            "",
                            ""));
        }
    }
}
