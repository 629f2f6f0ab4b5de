// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.screening;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.stillwatch.parties.EntryKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two names of which people said whether a screening should find one by the other. */
record NamePair(EntryKind kind, String first, String second, boolean same) {
    /** In the layout of nomenklatura's name benchmark: columns schema, name1, name2, is_match. */
    static List<NamePair> read(Path file) throws IOException {
        List<NamePair> pairs = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                pairs.add(new NamePair(
                        kind(row.getField("schema")),
                        row.getField("name1"),
                        row.getField("name2"),
                        Boolean.parseBoolean(row.getField("is_match"))));
            }
        }
        return pairs;
    }

    private static EntryKind kind(String schema) {
        return switch (schema) {
            case "Person" -> EntryKind.PERSON;
            case "Company", "Organization" -> EntryKind.ENTITY;
            case "Vessel" -> EntryKind.VESSEL;
            case "Airplane" -> EntryKind.AIRCRAFT;
            default -> EntryKind.UNKNOWN;
        };
    }

    /** For each pair the number of its group: pairs that share a name, directly or over others, are in one. */
    static int[] groups(List<NamePair> pairs) {
        int[] group = new int[pairs.size()];
        java.util.Map<String, Integer> firstWith = new java.util.HashMap<>();
        for (int i = 0; i < group.length; i++) {
            group[i] = i;
            for (String name : List.of(pairs.get(i).first(), pairs.get(i).second())) {
                Integer other = firstWith.putIfAbsent(plain(name), i);
                if (other != null) {
                    int from = group[i];
                    int to = group[other];
                    for (int j = 0; j <= i; j++) {
                        group[j] = group[j] == from ? to : group[j];
                    }
                }
            }
        }
        return group;
    }

    /** The same name in capitals or with other marks between its words is the same name. */
    private static String plain(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
