// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.parties.ListedName.Strength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The Consolidated Screening List: 29 columns named by a header, which files may hold more than once. */
final class ConsolidatedCsv {
    private static final int COLUMNS = 29;
    private static final Pattern ROW_START = Pattern.compile("^(?:\"[0-9a-f]{1,40}\",\"[A-Z]|_id,)");
    private static final Pattern SEVERAL = Pattern.compile(";\\s+|;$");
    /** "12 Main Street, Anytown, CN": the code of the country ends an address. */
    private static final Pattern ADDRESS_COUNTRY = Pattern.compile("(?:^|.*, )([A-Z]{2})");

    private final ListFile file;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<ListProblem> problems;
    private final List<ListEntry> entries = new ArrayList<>();

    private ConsolidatedCsv(ListFile file, List<ListProblem> problems) {
        this.file = file;
        this.problems = new ArrayList<>(problems);
    }

    static ParsedList parse(ListFile file) throws ListFile.Unusable {
        ListRows rows = ListRows.read(file, ',', COLUMNS, ROW_START);
        ConsolidatedCsv list = new ConsolidatedCsv(file, rows.problems());
        ListRow header =
                rows.rows().isEmpty() ? new ListRow(1, List.of()) : rows.rows().getFirst();
        for (int i = 0; i < header.fields().size(); i++) {
            list.columns.put(header.field(i), i);
        }
        for (String needed : List.of("_id", "source", "type", "name", "alt_names", "dates_of_birth")) {
            if (!list.columns.containsKey(needed)) {
                throw new ListFile.Unusable(
                        file.name(),
                        "its first line does not name the column " + needed
                                + ", so it is no Consolidated Screening List",
                        "Fetch the list as CSV with its header.");
            }
        }
        for (ListRow row : rows.rows()) {
            if (!row.fields().equals(header.fields())) {
                list.add(row);
            }
        }
        return new ParsedList(list.entries, list.problems);
    }

    private void add(ListRow row) {
        if (text(row, "name").isEmpty()) {
            report(row, "the row has no name, so nothing to screen");
            return;
        }
        ListSource source = ListSource.of(text(row, "source"));
        if (source == ListSource.OTHER) {
            report(row, "the list '" + text(row, "source") + "' is not known; the entry is kept");
        }
        Map<String, ListedName> names = new LinkedHashMap<>();
        names.put(text(row, "name"), new ListedName(text(row, "name"), Strength.PRIMARY));
        several(row, "alt_names").forEach(name -> names.putIfAbsent(name, new ListedName(name, Strength.STRONG)));
        Set<String> countries = new LinkedHashSet<>();
        for (String column : List.of("citizenships", "nationalities", "vessel_flag")) {
            several(row, column).forEach(country -> countries.add(CountryNames.of(country)));
        }
        for (String address : several(row, "addresses")) {
            var country = ADDRESS_COUNTRY.matcher(address);
            if (country.matches()) {
                countries.add(CountryNames.of(country.group(1)));
            }
        }
        List<DateInterval> births = new ArrayList<>();
        for (String birth : several(row, "dates_of_birth")) {
            DateInterval.parse(birth)
                    .ifPresentOrElse(
                            births::add,
                            () -> report(row, "the birth date '" + birth + "' is not understood; it is left out"));
        }
        entries.add(new ListEntry(
                source,
                text(row, "_id").isEmpty() ? "line " + row.line() : text(row, "_id"),
                EntryKind.of(text(row, "type")),
                List.copyOf(names.values()),
                countries,
                births,
                several(row, "programs"),
                text(row, "license_requirement"),
                text(row, "license_policy"),
                text(row, "remarks")));
    }

    private void report(ListRow row, String what) {
        problems.add(new ListProblem(file.name(), row.line(), what, false));
    }

    private String text(ListRow row, String column) {
        return row.field(columns.getOrDefault(column, -1));
    }

    private List<String> several(ListRow row, String column) {
        return Arrays.stream(SEVERAL.split(text(row, column)))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
